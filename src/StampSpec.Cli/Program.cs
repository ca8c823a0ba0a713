using System.Globalization;
using StampSpec.Cli;
using StampSpec.Cli.Output;

// Results are the same bytes wherever they are made.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return CommandLineApplication.Run(args, StandardOutput.Open(), Console.Error);
