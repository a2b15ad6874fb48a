"""Templates are compiled once in a process, whatever the language, and again when they change."""

from jinja2 import DictLoader, Environment

from app.web.templating import Compiled


class Counting(Compiled):
    """Counts what was compiled anew."""

    def __init__(self):
        super().__init__()
        self.made = 0

    def dump_bytecode(self, bucket):
        self.made += 1
        super().dump_bytecode(bucket)


def rendered(compiled: Compiled, source: str, **words: str) -> str:
    loader = DictLoader({"a.html": source})
    environment = Environment(loader=loader, autoescape=True, bytecode_cache=compiled)
    environment.globals.update(words)
    return environment.get_template("a.html").render()


def test_two_languages_share_what_was_compiled_and_keep_their_own_words():
    compiled = Counting()
    assert rendered(compiled, "{{ hello }}", hello="Hello") == "Hello"
    assert rendered(compiled, "{{ hello }}", hello="안녕하세요") == "안녕하세요"
    assert compiled.made == 1


def test_a_template_that_changed_is_compiled_again():
    compiled = Counting()
    assert rendered(compiled, "old") == "old"
    assert rendered(compiled, "new") == "new"
    assert compiled.made == 2
