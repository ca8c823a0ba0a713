using System.CommandLine;
using System.Reflection;
using StampSpec.Cli.Output;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec cite</c>: BibTeX entries for this version of the tool and for the study that it follows.</summary>
internal static class CiteCommand
{
    // The year of this version.
    private const string Year = "2026";

    private const string Contributors = "{StampSpec contributors}";

    private const string Paper = """
        @article{reyes-jainaga2023,
          author = {Reyes-Jainaga, Ignacio and others},
          title = {Multi-scale stamps for real-time classification of alert streams},
          journal = {The Astrophysical Journal Letters},
          year = {2023},
          doi = {10.3847/2041-8213/ace77e},
          eprint = {2304.13080},
          archivePrefix = {arXiv}
        }
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("cite", "Print BibTeX entries for this version of StampSpec and for the study of multi-scale stamps.");
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.WriteLine(Tool());
            parsed.InvocationConfiguration.Output.WriteLine(Paper);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Tool()
    {
        var version = typeof(CiteCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var parts = version.Split('+');
        var note = parts.Length > 1 ? $",\n  note = {{commit {parts[1]}}}" : "";
        return $$"""
            @software{stampspec,
              author = {{{Contributors}}},
              title = {StampSpec: a study harness for alert-stamp specifications},
              year = {{{Year}}},
              version = {{{parts[0]}}}{{note}}
            }

            """;
    }
}
