using System.Globalization;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Specs;

namespace StampSpec.Learning.External;

/// <summary>Checks that an external model agrees with its description and that the stamps of a layout fit it.</summary>
internal static class ExternalModelFit
{
    /// <summary>The differences between the description and the file: inputs, output, number of classes.</summary>
    public static IReadOnlyList<Diagnostic> Problems(ExternalModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var given = model.Inputs.Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. model
                .Inputs.Where(i => !model.File.Inputs.ContainsKey(i.Name))
                .Select(i => Unknown(model, "input", i.Name, model.File.Inputs.Keys)),
            .. model
                .File.Inputs.Keys.Where(name => !given.Contains(name))
                .Select(name =>
                    Fault(
                        $"{model.File.Name} has an input {name} ({model.File.Inputs[name].Describe()}), "
                            + "but the description gives it no data",
                        $"add {name}: {{images: [...], scale: 0}} or {name}: sky-position under inputs"
                    )
                ),
            .. OutputProblems(model),
        ];
    }

    /// <summary>The reasons why a layout's stamps do not fit a model. Each message names the input and both shapes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layout">The layout.</param>
    public static IReadOnlyList<Diagnostic> Misfits(ExternalModel model, StampLayout layout)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(layout);
        return
        [
            .. model.Inputs.Where(i => model.File.Inputs.ContainsKey(i.Name)).Select(i => Misfit(model, i, layout)).OfType<Diagnostic>(),
        ];
    }

    private static Diagnostic? Misfit(ExternalModel model, ExternalModelInput input, StampLayout layout)
    {
        var takes = model.File.Inputs[input.Name];
        var place = $"input {input.Name} of {model.File.Name} takes {takes.Describe()}";
        if (input.Stamps is not { } stamps)
        {
            return takes.Fits([3])
                ? null
                : Fault(
                    $"{place}, but the sky position has the shape 3",
                    "give it images, or export the model with an input of shape (N, 3)"
                );
        }

        if (Lacking(stamps, layout) is { } lacking)
        {
            return Fault(
                $"{place}, but {layout.Name} has no data for it: {lacking}",
                "name images and a scale that the layout contains, or use another layout"
            );
        }

        int[] gives = Shape(stamps, layout);
        return takes.Fits(gives)
            ? null
            : Fault(
                $"{place}, but {layout.Name} gives it {string.Join(" x ", gives.Select(g => FormattableString.Invariant($"{g}")))}",
                takes.Element == typeof(float)
                    ? "use a layout of this shape, or other images or masks; stamps are channels first"
                    : "export the model with float32 inputs"
            );
    }

    /// <summary>Shape of one alert in an input: channels, pixels, pixels.</summary>
    private static int[] Shape(ExternalModelStamps stamps, StampLayout layout)
    {
        var pixels = layout.Scales[stamps.Scale ?? 0].Pixels;
        return [stamps.ChannelsPerScale * (stamps.Scale is null ? layout.Scales.Count : 1), pixels, pixels];
    }

    private static string? Lacking(ExternalModelStamps stamps, StampLayout layout)
    {
        if (layout.Scales.Count == 0)
        {
            return "it contains no image";
        }

        if (stamps.Scale >= layout.Scales.Count)
        {
            return FormattableString.Invariant($"it has no scale {stamps.Scale}, only 0 to {layout.Scales.Count - 1}");
        }

        int[] scales = stamps.Scale is { } one ? [one] : [.. Enumerable.Range(0, layout.Scales.Count)];
        if (scales.Select(s => layout.Scales[s].Pixels).Distinct().Count() > 1)
        {
            return "its scales have different sizes";
        }

        var missing = scales.SelectMany(s =>
            stamps
                .Images.Except(layout.ImagesAt(s))
                .Select(i => FormattableString.Invariant($"scale {s} has no {i.ToString().ToLowerInvariant()} image"))
        );
        return missing.FirstOrDefault();
    }

    private static IEnumerable<Diagnostic> OutputProblems(ExternalModel model)
    {
        if (!model.File.Outputs.TryGetValue(model.Output, out var output))
        {
            yield return Unknown(model, "output", model.Output, model.File.Outputs.Keys);
        }
        else if (!output.Fits([model.Classes.Count]))
        {
            yield return Fault(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"output {model.Output} of {model.File.Name} gives {output.Describe()}; {model.Classes.Count} classes "
                        + $"are listed, so it should give {model.Classes.Count} float32 numbers for each alert"
                ),
                "list the model's classes in the order of its output, or name another output"
            );
        }
    }

    private static Diagnostic Unknown(ExternalModel model, string kind, string name, IEnumerable<string> known)
    {
        var nearest = NearestName.Of(name, known);
        return Fault(
            $"{model.File.Name} has no {kind} called {name}",
            nearest is null ? $"its {kind}s are {string.Join(", ", known)}" : $"did you mean {nearest}?"
        );
    }

    private static Diagnostic Fault(string message, string fix) => Diagnostic.Error("model.misfit", message, fix: fix);
}
