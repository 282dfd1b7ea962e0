"""Thin commands. Heavy imports happen inside the function that needs them."""
