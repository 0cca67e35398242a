"""The extension of the native engine; everything else about the package is said in pyproject.toml.

It is optional: without a C compiler the library is installed without it.
"""

from pathlib import Path
from textwrap import shorten

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

SOURCES = Path("src/so_carriers/engines/native/source")

FLAGS = {
    "msvc": ["/std:c11", "/O2"],
    "unix": ["-std=c11", "-O3", "-fvisibility=hidden", "-fno-semantic-interposition"],
}


class OptionalBuild(build_ext):
    """Builds with the flags of the compiler that is there, and says in one line where none is."""

    def build_extension(self, ext: Extension) -> None:
        """Builds the extension, or leaves it out."""
        ext.extra_compile_args = FLAGS.get(self.compiler.compiler_type, [])
        try:
            super().build_extension(ext)
        except Exception as error:  # noqa: BLE001  # whatever the compiler's driver raises
            # The first words name the command that failed; all of it, and what it said, stand above.
            reason = shorten(str(error), 80, placeholder=" ...")
            self.warn(f"the native engine was not built ({reason}), so the reference engine will serve")
            if self.editable_mode:  # what was built of older sources must not serve instead
                Path("src", self.get_ext_filename(ext.name)).unlink(missing_ok=True)


setup(
    ext_modules=[
        Extension(
            "so_carriers.engines.native._native",
            sources=sorted(map(str, SOURCES.glob("*.c"))),
            depends=sorted(map(str, SOURCES.glob("*.h"))),
            optional=True,
        )
    ],
    cmdclass={"build_ext": OptionalBuild},
)
