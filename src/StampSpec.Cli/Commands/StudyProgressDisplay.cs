using Spectre.Console;
using StampSpec.Cli.Output;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary>Shows the progress of a study: one live bar on a terminal, otherwise a line for each event.</summary>
internal static class StudyProgressDisplay
{
    /// <summary>Runs the work and shows its events.</summary>
    /// <param name="error">Receives the progress.</param>
    /// <param name="isQuiet">True to show nothing.</param>
    /// <param name="work">The work. Its argument is null if no progress is shown.</param>
    public static StudyOutcome Watch(TextWriter error, bool isQuiet, Func<IProgress<StudyEvent>?, StudyOutcome> work)
    {
        if (isQuiet)
        {
            return work(null);
        }

        if (error != Console.Error || Console.IsErrorRedirected)
        {
            return work(new Lines(error));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console
            .Progress()
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context => work(new Bar(console, context.AddTask("reading alerts", autoStart: false))));
    }

    private static string? Sentence(StudyEvent happened) =>
        happened switch
        {
            StudyEvent.DataRead read => string.Join(
                "\n",
                [
                    $"{read.Objects} alerts read, {read.Skipped} left out"
                        + (read.Unplaced == 0 ? "" : $"; {DiagnosticText.Unplaced(read.Unplaced)}"),
                    .. read.Notes.Select(note => $"note: {note}"),
                ]
            ),
            StudyEvent.RungStarted { Rung: { } rung } started =>
                $"rung {rung} of {started.Rungs}: {started.Candidates} layouts, {started.Steps} steps, validation objects",
            StudyEvent.RungStarted started => $"finalists: {started.Candidates} layouts, up to {started.Steps} steps, test objects",
            StudyEvent.Planned planned => string.Join(
                "; ",
                planned
                    .Reasons.Where(r => r.Reason != "new")
                    .Select(r => $"{r.Cells} {(r.Cells == 1 ? "cell" : "cells")} will rerun because {r.Reason}")
                    .Prepend(
                        $"{planned.Pending} cells to run, {planned.Reused} kept"
                            + $"{(planned.Reused > 0 ? " from before (--fresh runs them again)" : "")}"
                    )
                    .Concat(planned.Limit is null ? [] : [planned.Limit])
            ),
            StudyEvent.Finished done => FormattableString.Invariant(
                $"{done.Cell.Name}: macro-F1 {done.MacroF1:0.000}, {done.Seconds:0.0} s"
            ),
            StudyEvent.Failed failed => $"{failed.Cell.Name} failed: {failed.Reason}",
            _ => null,
        };

    private sealed class Lines(TextWriter error) : IProgress<StudyEvent>
    {
        private readonly Lock _turn = new();
        private int _total;
        private int _done;

        public void Report(StudyEvent value)
        {
            lock (_turn)
            {
                if (value is StudyEvent.Planned planned)
                {
                    (_total, _done) = (planned.Pending, 0);
                }

                var isEnd = value is StudyEvent.Finished or StudyEvent.Failed;
                _done += isEnd ? 1 : 0;
                if (Sentence(value) is { } sentence)
                {
                    error.WriteLine(isEnd ? FormattableString.Invariant($"[{_done}/{_total}] {sentence}") : sentence);
                }
            }
        }
    }

    private sealed class Bar(IAnsiConsole console, ProgressTask task) : IProgress<StudyEvent>
    {
        private readonly Lock _turn = new();
        private readonly Dictionary<string, double> _running = [];
        private int _done;

        public void Report(StudyEvent value)
        {
            lock (_turn)
            {
                if (value is StudyEvent.Advanced advanced)
                {
                    Advance(advanced);
                    return;
                }

                if (Sentence(value) is { } sentence)
                {
                    console.MarkupLine(Markup.Escape(sentence));
                }

                Count(value);
            }
        }

        private void Count(StudyEvent value)
        {
            switch (value)
            {
                case StudyEvent.Planned planned:
                    _done = 0;
                    task.MaxValue = Math.Max(1, planned.Pending);
                    task.StartTask();
                    break;
                case StudyEvent.Finished finished:
                    _done++;
                    _running.Remove(finished.Cell.Name);
                    break;
                case StudyEvent.Failed failed:
                    _done++;
                    _running.Remove(failed.Cell.Name);
                    break;
            }

            task.Value = _done + _running.Values.Sum();
        }

        private void Advance(StudyEvent.Advanced advanced)
        {
            var training = advanced.Training;
            _running[advanced.Cell.Name] = (double)training.Step / training.MaximumSteps;
            var validation = training.Evaluation is { } e
                ? FormattableString.Invariant($", validation F1 {e.ValidationMacroF1:0.000}")
                : "";
            task.Description = Markup.Escape(
                FormattableString.Invariant($"{_done}/{task.MaxValue:0} {advanced.Cell.Name}: loss {training.Loss:0.000}{validation}")
            );
            task.Value = _done + _running.Values.Sum();
        }
    }
}
