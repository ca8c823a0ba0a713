using System.CommandLine;
using StampSpec.Cli.Commands;

namespace StampSpec.Cli;

/// <summary>Every command of the contract, in the order in which help lists them.</summary>
internal static class CommandList
{
    /// <summary>Creates the commands.</summary>
    public static IEnumerable<Command> Create()
    {
        yield return BudgetCommand.Create();
        yield return SynthesizeCommand.Create();
        yield return SimulateCommand.Create();
        yield return ResampleCommand.Create();
        yield return ReportCommand.Create();
        yield return CutCommand.Create();
        yield return ValidateCommand.Create();
        yield return StudyCommand.Create();
        yield return ExploreCommand.Create();
        yield return ClassifyCommand.Create();
        yield return InspectCommand.Create();
        yield return PlanCommand.Create();
        yield return MergeCommand.Create();
        yield return CompareCommand.Create();
        yield return DoctorCommand.Create();
        yield return CiteCommand.Create();
        yield return CompletionCommand.Create();
    }
}
