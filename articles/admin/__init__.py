"""The editors' pages. Importing the package registers every model with our admin site."""
