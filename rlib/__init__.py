"""What a translated program may import, and the library behind the built-in types; runs untranslated too."""
