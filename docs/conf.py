"""Sphinx: a static site that is built from what is committed; nothing is executed and nothing fetched."""

import uprlib

project = "The UPR notebooks"
author = "The UPR notebooks project"
project_copyright = "CC BY 4.0 (texts, figures, tables), MIT (code)"
version = release = uprlib.__version__
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
nb_execution_mode = "off"
# The widgets' script would be fetched from a network of others; no notebook has a widget.
nb_ipywidgets_js = {}
myst_enable_extensions = ["colon_fence", "html_image"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header", "myst.xref_missing", "mystnb.unknown_mime_type"]
exclude_patterns = ["_build", "_templates"]
templates_path = ["_templates"]
autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring = False
napoleon_use_ivar = True
html_theme = "furo"
html_title = project
html_show_sphinx = False
html_show_sourcelink = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
