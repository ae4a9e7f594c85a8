"""What a client asks for in the query string. Nothing in it is ignored: a misspelt filter that
was passed over would answer with the whole archive."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError


def check(parameters, known, required=()):
    """Raise ValidationError naming every parameter that is unknown, empty, repeated or missing."""
    errors = {name: [_("This parameter is required.")] for name in required}
    for name, values in parameters.lists():
        errors.pop(name, None)
        if name not in known:
            choices = ", ".join(sorted(known))
            errors[name] = [_("There is no such parameter here, only: %s") % choices]
        elif len(values) > 1:
            errors[name] = [_("This parameter is given more than once.")]
        elif not values[0].strip():
            errors[name] = [_("This parameter is empty.")]
    if errors:
        raise ValidationError(errors)


def names(parameters, parameter, choices):
    """The comma-separated names in a parameter, as a set; ValidationError if one is no choice."""
    typed = parameters.get(parameter)
    found = {name.strip() for name in typed.split(",")} if typed else set()
    if found <= set(choices):
        return found
    unknown = ", ".join(sorted(found - set(choices)))
    sentence = _("“%(unknown)s” is none of: %(choices)s")
    values = {"unknown": unknown, "choices": ", ".join(choices)}
    raise ValidationError({parameter: [sentence % values]})


def choice(parameters, parameter, choices):
    """The one of `choices` a parameter names, the first if it is absent, or ValidationError."""
    chosen = names(parameters, parameter, choices)
    if len(chosen) > 1:
        raise ValidationError({parameter: [_("Choose one.")]})
    return chosen.pop() if chosen else next(iter(choices), None)
