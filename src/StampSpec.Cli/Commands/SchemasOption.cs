using System.CommandLine;
using StampSpec.Alerts;

namespace StampSpec.Cli.Commands;

/// <summary>The option <c>--schemas</c> of every command that reads alerts.</summary>
internal static class SchemasOption
{
    /// <summary>Creates the option.</summary>
    public static Option<string?> Create() =>
        new("--schemas")
        {
            Description =
                "Schemas of wire messages: the folder of lsst/alert_packet or one of its versions, .avsc files named by identifier "
                + "(900.avsc), an object container written by Rubin (brokers rename its schema, which then has no version), or the address "
                + "of a schema registry (https://HOST:PORT).",
            HelpName = "PATH",
        };

    /// <summary>The default limits with the schemas on the command line, or without schemas if the option was not given.</summary>
    public static AlertReadingOptions Of(ParseResult parsed, Option<string?> option) =>
        AlertReadingOptions.Default.WithSchemas(parsed.GetValue(option));
}
