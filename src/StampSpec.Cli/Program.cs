using System.Globalization;
using StampSpec.Cli;
using StampSpec.Cli.Output;

// Results have the same bytes in every culture.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return CommandLineApplication.Run(args, StandardOutput.Open(), Console.Error);
