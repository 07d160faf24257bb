"""Writes the completions of bash, zsh and fish from the command line, so that they cannot say anything else."""

import re
from collections.abc import Iterator

from command_line import Command, Option

from carnet.words import _


def bash(found: tuple[Command, ...]) -> str:
    """Return the completion of bash."""
    whole, *subs = found
    lines = [
        "# Completion of carnet for bash.",
        "_carnet() {",
        "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}",
        '    local command="" word words="" files=true',
        '    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
        f"        case $word in {'|'.join(sub.name for sub in subs)}) command=$word; break ;; esac",
        "    done",
        "    case $command:$previous in",
    ]
    for command in found:
        for option in command.options:
            pattern = "|".join(f"{command.name}:{name}" for name in option.names)
            if option.values or option.takes_file:
                fill = "compgen -f" if option.takes_file else f"compgen -W '{' '.join(option.values)}'"
                lines.append(f'    {pattern}) mapfile -t COMPREPLY < <({fill} -- "$current"); return ;;')
            elif option.metavar:
                lines.append(f"    {pattern}) return ;;")
    lines += ["    esac", "    case $command in"]
    for command in found:
        words = [name for option in command.options for name in option.names]
        words += [sub.name for sub in subs] if command is whole else command.values
        files = " files='compgen -f'" if command.takes_file else ""
        lines.append(f"    '{command.name}') words='{' '.join(words)}'{files} ;;")
    return "\n".join(
        [
            *lines,
            "    esac",
            '    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current"; $files -- "$current")',
            "}",
            "complete -o filenames -F _carnet carnet",
            "",
        ]
    )


def zsh(found: tuple[Command, ...]) -> str:
    """Return the completion of zsh."""
    whole, *subs = found
    lines = ["#compdef carnet", "# Completion of carnet for zsh.", "_carnet() {"]
    lines += ["    local -a commands", "    commands=("]
    lines += [f"        {_quoted(f'{sub.name}:{sub.help}')}" for sub in subs]
    lines += ["    )", "    local context state state_descr line", "    typeset -A opt_args", "    _arguments -C \\"]
    lines += [f"        {argument} \\" for option in whole.options for argument in _zsh_option(option)]
    lines += ["        '1: :->first' '*:: :->rest'", "    case $state in"]
    lines += [f"    first) _describe -t commands {_quoted(_('COMMAND'))} commands; _files ;;", "    rest)"]
    lines += ["        case $line[1] in"]
    for sub in subs:
        arguments = [argument for option in sub.options for argument in _zsh_option(option)]
        operand = f"'*: :({' '.join(sub.values)})'" if sub.values else "'*: :_files'" if sub.takes_file else ""
        lines.append(f"        {sub.name}) _arguments {' '.join([*arguments, operand]).strip()} ;;")
    return "\n".join([*lines, "        *) _files ;;", "        esac ;;", "    esac", "}", '_carnet "$@"', ""])


def _zsh_option(option: Option) -> Iterator[str]:
    action = ""
    if option.metavar:
        words = "_files" if option.takes_file else f"({' '.join(option.values)})" if option.values else ""
        action = f":{option.metavar}:{words}"
    for name in option.names:
        told = re.sub(r"([\[\]:])", r"\\\1", option.help)
        yield _quoted(f"{name}{'=' if action and name.startswith('--') else ''}[{told}]{action}")


def fish(found: tuple[Command, ...]) -> str:
    """Return the completion of fish."""
    whole, *subs = found
    lines = ["# Completion of carnet for fish.", "complete -c carnet -f"]
    lines.append("complete -c carnet -n __fish_use_subcommand -F")
    lines += [f"complete -c carnet -n __fish_use_subcommand -a {sub.name} -d {_quoted(sub.help)}" for sub in subs]
    for command in found:
        condition = f"'__fish_seen_subcommand_from {command.name}'" if command.name else "__fish_use_subcommand"
        start = f"complete -c carnet -n {condition}"
        if command is not whole and command.values:
            lines.append(f"{start} -a {_quoted(' '.join(command.values))}")
        if command is not whole and command.takes_file:
            lines.append(f"{start} -F")
        for option in command.options:
            names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            takes = f" -x -a {_quoted(' '.join(option.values))}" if option.metavar else ""
            takes = " -r -F" if option.takes_file else takes
            lines.append(f"{start} {names}{takes} -d {_quoted(option.help)}")
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
