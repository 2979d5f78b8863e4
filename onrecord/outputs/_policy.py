"""What a page may load and run: nothing but the site's own files, no inline script or style, no other host."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",  # search fetches its index
        "base-uri 'none'",
        "form-action 'self'",
    )
)
