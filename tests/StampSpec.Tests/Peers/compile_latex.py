"""Compiles a study's tables, numbers and figures with pdflatex: compile_latex.py STUDY_FOLDER. Prints the PDF's text; fails with LaTeX's own error."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

HEAD = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[paperwidth=60cm,paperheight=60cm,margin=1cm]{geometry}
\usepackage{booktabs,siunitx,graphicx}
\begin{document}
"""


def document(tables):
    numbers = open(os.path.join(tables, "numbers.tex"), encoding="utf-8").read()
    macros = re.findall(r"\\newcommand\{\\(\w+)\}", numbers)
    parts = [HEAD, "\\input{numbers}\n", " ".join(f"\\{m}{{}}" for m in macros), "\n\\clearpage\n"]
    parts += [f"\\input{{{name[:-4]}}}\\clearpage\n" for name in sorted(os.listdir(tables)) if name.endswith(".tex") and name != "numbers.tex"]
    return "".join(parts) + "\\input{figures}\n\\end{document}\n"


def main():
    study = sys.argv[1]
    with tempfile.TemporaryDirectory() as work:
        for folder in ("tables", "figures"):
            for name in os.listdir(os.path.join(study, folder)):
                if name.endswith((".tex", ".pdf")):
                    shutil.copy(os.path.join(study, folder, name), work)
        with open(os.path.join(work, "all.tex"), "w", encoding="utf-8") as file:
            file.write(document(os.path.join(study, "tables")))
        run = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "all.tex"], cwd=work, capture_output=True)
        if run.returncode != 0:
            print(run.stdout.decode("utf-8", "replace")[-3000:])
            sys.exit(1)
        subprocess.run(["pdftotext", "-layout", "all.pdf", "-"], cwd=work, check=True)


if __name__ == "__main__":
    main()
