using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>The numbers of an alert that a classifier gets beside its stamps.</summary>
internal static class AlertVectors
{
    /// <summary>Components of the position vector.</summary>
    public const int PositionLength = 3;

    /// <summary>Writes the position vector, as <see cref="StampConventions.Position"/> defines it.</summary>
    public static void WritePosition(Alert alert, Span<float> vector)
    {
        var (sinRa, cosRa) = Math.SinCos(double.DegreesToRadians(alert.RightAscensionDeg));
        var (sinDec, cosDec) = Math.SinCos(double.DegreesToRadians(alert.DeclinationDeg));
        vector[0] = (float)(cosDec * cosRa);
        vector[1] = (float)(cosDec * sinRa);
        vector[2] = (float)sinDec;
    }

    /// <summary>Writes the numbers of a layout's features, one feature after the other.</summary>
    public static void WriteFeatures(StampLayout layout, Alert alert, Span<float> values)
    {
        foreach (var feature in layout.Features)
        {
            feature.Write(alert, values[..feature.Length]);
            values = values[feature.Length..];
        }
    }

    /// <summary>Writes the values of a layout's columns, not a number where a value is missing.</summary>
    public static void WriteColumns(StampLayout layout, Alert alert, Span<double> values)
    {
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            values[i] = layout.Columns[i].ValueIn(alert);
        }
    }

    /// <summary>Requires that the packet of an alert can have all of a layout's columns.</summary>
    /// <exception cref="InvalidInputException">It cannot have one of them.</exception>
    public static void RequireColumns(StampLayout layout, Alert alert)
    {
        if (ColumnProblem(layout, alert) is { } problem)
        {
            throw new InvalidInputException(problem);
        }
    }

    /// <summary>Why the packet of an alert cannot have one of a layout's columns; null if it can have all.</summary>
    public static Diagnostic? ColumnProblem(StampLayout layout, Alert alert) =>
        layout.Columns.Select(column => column.ProblemIn(alert)).FirstOrDefault(problem => problem is not null);
}
