"""Place 1: who needs me?"""
