"""The site as it runs in production, with one bare view beside it."""

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
HTTPS = SECURE_SSL_REDIRECT = False
