"""What pyproject.toml says about the packages agrees with the folders."""

from tests.shape.repository import ROOT, configuration, package_folders


def test_package_dir_lists_every_top_level_package() -> None:
    listed = configuration()["tool"]["setuptools"]["package-dir"]
    assert listed == {("weft" if name == "weft" else f"weft.{name}"): name for name in package_folders()}


def test_every_package_is_in_the_layers() -> None:
    (contract, *_) = configuration()["tool"]["importlinter"]["contracts"]
    named = " ".join(contract["layers"])
    missing = [name for name in package_folders() if name != "weft" and f"weft.{name}" not in named]
    assert not missing


def test_every_package_folder_is_a_package() -> None:
    for name in package_folders():
        for folder in [ROOT / name, *(ROOT / name).rglob("*/")]:
            if any(folder.glob("*.py")):
                assert (folder / "__init__.py").is_file(), folder
