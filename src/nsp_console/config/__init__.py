"""The files people edit: rules (TOML), the region (CSV) and this station's settings. Strict, with remedies in Dutch.

Import what you need from `config.rules`, `config.region` or `config.settings`: pydantic is slow to load and only
`config.rules` needs it.
"""
