"""Articles, who is credited for them, and their photos."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import search
from articles.admin import desk, drafts, house, reviews
from articles.admin.base import Parts, TrackedAdmin, tell_merged
from articles.admin.issues import PrintedOn
from articles.forms import ArticleForm, CorrectionForm, VersionedForm
from articles.models import Article, Credit, Newspaper, NotAllowed, Page, Photo


class Credits(Parts):
    model = Credit
    autocomplete_fields = ["contributor"]
    fields = [("contributor", "role", "position")]
    ordering = ["position"]


class PhotosFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """A picture the text shows stays: without it readers would see an empty frame.

        And what is published shows others only by a correction.
        """
        super().clean()
        try:
            self._refuse_if_published()
        except NotAllowed as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        for form in self.initial_forms:
            leaves = form in self.deleted_forms or "image" in form.changed_data
            if leaves and form.instance.src and form.instance.src in self.instance.body:
                raise forms.ValidationError(
                    _("The text shows “%(photo)s”: take it out there first.")
                    % {"photo": form.instance}
                )

    def _refuse_if_published(self):
        if self.deleted_forms:
            self.instance.refuse_if_published()
        for form in self.forms:
            if form.has_changed() and form not in self.deleted_forms:
                form.instance.refuse_if_published()


class Photos(Parts):
    model = Photo
    formset = PhotosFormSet
    fields = [("thumbnail", "image"), "caption", ("credit", "rights", "position")]
    readonly_fields = ["thumbnail"]
    ordering = ["position"]
    verbose_name_plural = _("photos (removing one returns it to the picture pool)")

    def has_delete_permission(self, request, obj=None):
        """To take a photo off the article is to change the article."""
        return self.has_change_permission(request, obj)

    @admin.display(description=_("picture"))
    def thumbnail(self, photo):
        return thumbnail(photo)


def thumbnail(photo):
    if not photo.renditions:
        return _("not delivered yet")
    return format_html('<img src="{}" alt="{}" class="thumbnail">', photo.src, photo.caption)


@admin.register(Article)
class ArticleAdmin(TrackedAdmin):
    form = ArticleForm
    change_form_template = "admin/article.html"
    list_display = ["title", "where", "section", "characters", "state", "updated_at"]
    list_filter = ["newspaper", "status", "section", PrintedOn]
    list_select_related = ["newspaper", "issue__newspaper", "page", "section"]
    search_fields = ["headline"]
    search_help_text = _("Words of the headline or the text")
    ordering = ["-id"]
    sortable_by = ["updated_at"]
    autocomplete_fields = ["section", "column", "issue", "page", "continues"]
    actions = ["return_to_pool", "release"]
    inlines = [Credits, Photos]
    text = (None, {"fields": ["kicker", "headline", "subheadline", "body"], "classes": ["text"]})
    signed = (
        None,
        {"fields": ["dateline", "byline", "label", "column", "section"], "classes": ["side"]},
    )
    rest = (
        _("More"),
        {
            "fields": ["author_note", "jump", "continues", "source", "embargo"],
            "classes": ["side", "collapse"],
        },
    )
    placed = (None, {"fields": ["newspaper", "issue", "page"], "classes": ["side"]})
    corrected = (_("Correction"), {"fields": ["kind", "note"], "classes": ["side"]})

    def get_fieldsets(self, request, obj=None):
        """An article changes its place on the board of its issue, not in this form."""
        placed = [] if obj else [self.placed]
        corrected = [self.corrected] if _may_correct(request, obj) else []
        return [self.text, *placed, *corrected, self.signed, self.rest]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if _may_correct(request, obj):
            kwargs["form"] = CorrectionForm
        return super().get_form(request, obj, change, **kwargs)

    def get_queryset(self, request):
        """A list has no use for the texts."""
        articles = super().get_queryset(request)
        listed = request.resolver_match.url_name.endswith("_changelist")
        return articles.for_list() if listed else articles

    def get_search_results(self, request, queryset, search_term):
        """Autocomplete goes by the beginning of the headline, the list by the whole text."""
        if not search_term:
            return queryset, False
        if request.resolver_match.url_name == "autocomplete":
            return queryset.filter(headline__startswith=search_term), False
        try:
            return search.narrow(queryset, search_term), False
        except search.BadQuery as refusal:
            messages.warning(request, str(refusal))
            return queryset.none(), False

    def get_changeform_initial_data(self, request):
        """A page given in the address brings its issue and newspaper."""
        initial = super().get_changeform_initial_data(request)
        page = Page.objects.select_related("issue").filter(pk=initial.get("page") or 0).first()
        if page:
            initial |= {"issue": page.issue_id, "newspaper": page.issue.newspaper_id}
        return {"newspaper": Newspaper.objects.first()} | initial

    def has_delete_permission(self, request, obj=None):
        """Nothing written is thrown away; it goes back to the pool."""
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        article = self.get_object(request, object_id)
        around = desk.around(request, article) if article else {}
        return super().change_view(request, object_id, form_url, around | (extra_context or {}))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A draft that is taken back is shown as if it had just been typed, and not saved."""
        if "take-back" in request.POST:
            drafts.take_back(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, **kwargs):
        context |= drafts.around(request, kwargs.get("obj"))
        form = context["adminform"].form
        if at := form.taken_back:
            said = _("This is your text of %(time)s. It is not saved.")
            messages.info(request, said % {"time": at})
            tell_merged(request, form)
            context["errors"] = None
        return super().render_change_form(request, context, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        drafts.settle(request)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.author = request.user
        if note := form.cleaned_data.get("note"):
            kind = form.cleaned_data["kind"]
            form.correction = obj.correct(by=request.user, note=note, kind=kind)
            tell_merged(request, form)
        else:
            super().save_model(request, obj, form, change)

    def response_change(self, request, obj):
        if house.is_asked(request):
            house.carry_out(request, obj.pk)
            return redirect(request.path + "#style-group")
        reviews.carry_out(request, obj.pk)
        house.tell(request, obj.pk)
        return super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        reviews.carry_out(request, obj.pk)
        return super().response_add(request, obj, post_url_continue)

    def response_post_save_change(self, request, obj):
        """Back to the page the article stands on."""
        if not obj.issue_id:
            return super().response_post_save_change(request, obj)
        anchor = f"#page-{obj.page_id}" if obj.page_id else ""
        return redirect(desk.address(obj.issue) + anchor)

    response_post_save_add = response_post_save_change

    def save_formset(self, request, form, formset, change):
        """Photos taken off the article go back to the pool; new ones belong to its paper."""
        if formset.model is not Photo:
            return super().save_formset(request, form, formset, change)
        for photo in formset.save(commit=False):
            photo.newspaper = form.instance.newspaper
            photo.save(by=request.user, correction=form.correction)
        for photo in formset.deleted_objects:
            photo.return_to_pool(by=request.user, correction=form.correction)
        return formset.save_m2m()

    @admin.display(description=_("headline"), ordering="headline")
    def title(self, article):
        return article.short_title

    @admin.display(description=_("place"))
    def where(self, article):
        if not article.issue:
            return _("pool")
        label = article.page.label if article.page else _("no page")
        return format_html("{} {}", article.issue.date.isoformat(), label)

    @admin.display(description=_("status"))
    def state(self, article):
        return desk.state(article)

    @admin.action(description=_("Return to the pool"), permissions=["change"])
    def return_to_pool(self, request, articles):
        self.each(request, articles, lambda article: article.place(None, by=request.user))

    @admin.action(description=_("Release outside an issue"), permissions=["release"])
    def release(self, request, articles):
        self.each(request, articles, lambda article: article.release(by=request.user))

    def has_release_permission(self, request):
        return request.user.has_perm("articles.release_article")

    def each(self, request, articles, act):
        """Do `act` to each, and say what was done and what was refused."""
        done = 0
        for article in Article.objects.filter(pk__in=[article.pk for article in articles]):
            try:
                act(article)
                done += 1
            except NotAllowed as refusal:
                messages.error(request, f"{article}：{refusal}")
        said = ngettext("Done for %(count)d article.", "Done for %(count)d articles.", done)
        messages.success(request, said % {"count": done})


def _may_correct(request, article):
    return article is not None and not article.why_not_corrected_by(request.user)


class PhotoForm(VersionedForm):
    """Refuses what readers of a published article would see: that is changed with the article."""

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                self.instance.refuse_if_published()
            except NotAllowed as refusal:
                self.add_error(None, str(refusal))


@admin.register(Photo)
class PhotoAdmin(TrackedAdmin):
    form = PhotoForm
    list_display = ["shown", "caption_start", "credit", "article"]
    list_filter = ["newspaper"]
    list_select_related = ["article"]
    search_fields = ["caption", "credit"]
    ordering = ["-id"]
    autocomplete_fields = ["article"]
    readonly_fields = ["shown"]
    fields = ["shown", "newspaper", "article", "image", "caption", ("credit", "rights", "position")]

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and not (obj and obj.article and obj.article.keeps_words)

    @admin.display(description=_("picture"))
    def shown(self, photo):
        return thumbnail(photo)

    @admin.display(description=_("caption"))
    def caption_start(self, photo):
        return photo.caption[:60]
