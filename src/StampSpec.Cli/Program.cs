using StampSpec.Cli;

return CommandLineApplication.Run(args, Console.Out, Console.Error);
