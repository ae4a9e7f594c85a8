"""The public addresses, as a contents page."""

urlpatterns = []
