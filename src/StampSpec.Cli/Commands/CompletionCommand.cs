using System.CommandLine;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec completion SHELL</c>: the script with which a shell completes commands, options and their values.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _stampspec() {
            local IFS=$'\n'
            local words="$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
            COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _stampspec stampspec
        """;

    private const string Zsh = """
        #compdef stampspec
        _stampspec() {
            local -a words_found
            words_found=("${(@f)$(stampspec "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- $words_found || _files
        }
        compdef _stampspec stampspec
        """;

    private const string Fish = """
        function __stampspec_complete
            set --local line (commandline --cut-at-cursor)
            stampspec "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete --command stampspec --arguments '(__stampspec_complete)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName stampspec -ScriptBlock {
            param($word, $line, $position)
            stampspec "[suggest:$position]" "$line" 2>$null |
                Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["pwsh"] = PowerShell,
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell: bash, zsh, fish or pwsh." };
        shell.AcceptOneOf([.. Scripts.Keys]);
        var command = new Command("completion", "Print the script with which a shell completes stampspec's commands and options.")
        {
            shell,
        };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}
