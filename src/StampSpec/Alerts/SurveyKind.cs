namespace StampSpec.Alerts;

/// <summary>The survey whose packet an alert came in.</summary>
public enum SurveyKind
{
    /// <summary>Zwicky Transient Facility.</summary>
    Ztf,

    /// <summary>Rubin Observatory's Legacy Survey of Space and Time.</summary>
    Lsst,
}
