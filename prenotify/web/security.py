"""What keeps strangers and their scripts out: headers, cookies, tokens, limits."""

from flask import Flask, Response, g, request
from flask_wtf.csrf import CSRFError
from werkzeug.middleware.proxy_fix import ProxyFix

from prenotify.settings import Settings
from prenotify.web.public import NoCookieWherePublic, is_public, keep_an_hour
from prenotify.web.tokens import Tokens

# A trip file has at most 256 KB; with the form around it, nothing people send is larger.
LARGEST_REQUEST = 320 * 1024
_YEAR = 365 * 24 * 60 * 60

_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# Browsers show a PDF in a viewer of their own, which a stricter policy would break.
_PDF_POLICY = "frame-ancestors 'none'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def secure(app: Flask, settings: Settings) -> None:
    """Set up cookies, limits, tokens and headers."""
    is_https = settings.base_url.startswith("https:")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="prenotify",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
        PERMANENT_SESSION_LIFETIME=_YEAR,
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        # A page may lie open for days on a bad line; the session bounds a token's life.
        WTF_CSRF_TIME_LIMIT=None,
        # Our pages send no referrer, which is what this would look at.
        WTF_CSRF_SSL_STRICT=False,
        WTF_CSRF_CHECK_DEFAULT=False,
    )
    app.session_interface = NoCookieWherePublic()
    if settings.proxies:
        # Only the operator's own may say for whom they ask; whoever counts clients must not believe others.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    _check_tokens(app)
    _set_headers(app, is_https)


def _check_tokens(app: Flask) -> None:
    tokens = Tokens(app)

    @app.before_request
    def check_token() -> None:
        if request.endpoint is None or request.blueprint == "api":
            return
        try:
            tokens.protect()
        except CSRFError:
            view = app.view_functions[request.endpoint]
            if not getattr(view, "shows_again", False):
                raise
            g.token_is_stale = True


def _keep_static() -> str:
    """A file whose address changes with its content may be kept for good."""
    return f"public, max-age={_YEAR}, immutable" if "v" in request.args else "no-cache"


def _keeping(response: Response) -> str:
    if request.endpoint == "static":
        return _keep_static()
    return keep_an_hour(response) if is_public() else "no-store"


def _set_headers(app: Flask, is_https: bool) -> None:
    @app.after_request
    def set_headers(response: Response) -> Response:
        is_pdf = response.mimetype == "application/pdf"
        policy = {"Content-Security-Policy": _PDF_POLICY if is_pdf else _PAGE_POLICY}
        response.headers.extend(_HEADERS | policy)  # no view sets these
        if is_https:
            response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
        response.headers["Cache-Control"] = _keeping(response)
        return response
