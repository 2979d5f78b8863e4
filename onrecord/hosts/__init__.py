"""Facts in the pages of other generators: an extension for Python-Markdown, and a plugin for MkDocs and ProperDocs.

Nothing else in the package imports from here, and only `mkdocs.py` imports MkDocs.
"""
