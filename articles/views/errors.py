"""What is said where nothing is."""

from django.shortcuts import render

from articles.models import Newspaper


def not_found(request, exception):
    """handler404: as the newspaper named in the address, or as the only one there is."""
    newspapers = list(Newspaper.objects.all())
    if len(newspapers) > 1:
        newspapers = [paper for paper in newspapers if request.path.startswith(f"/{paper.slug}/")]
    context = {"newspaper": newspapers[0] if newspapers else None}
    return render(request, "404.html", context, status=404)
