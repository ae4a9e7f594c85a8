"""What is said where nothing is."""

from django.http import Http404
from django.shortcuts import render

from articles.models import Newspaper


def not_found(request, exception):
    """handler404: as the newspaper named in the address, or as the only one there is."""
    newspapers = list(Newspaper.objects.all())
    if len(newspapers) > 1:
        newspapers = [paper for paper in newspapers if request.path.startswith(f"/{paper.slug}/")]
    context = {"newspaper": newspapers[0] if newspapers else None}
    return render(request, "404.html", context, status=404)


def gone(request, withdrawn):
    """410 and the reason for what was public and was taken back, 404 for everything else."""
    thing = withdrawn.select_related("newspaper").first()
    if thing is None:
        raise Http404
    context = {"newspaper": thing.newspaper, "gone": thing}
    return render(request, "410.html", context, status=410)
