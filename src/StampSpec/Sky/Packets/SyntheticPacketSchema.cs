namespace StampSpec.Sky.Packets;

/// <summary>
/// The Avro schema of synthetic packets: ZTF's names, types and nesting (ztf-avro-alert, schema 4.02) for the fields that mean something
/// here, none of the others. A namespace of its own says where a packet comes from.
/// </summary>
internal static class SyntheticPacketSchema
{
    /// <summary>The schema's text.</summary>
    public const string Json = """
        {
          "type": "record", "name": "alert", "namespace": "stampspec.synthetic", "doc": "synthetic alert in the form of ZTF's packets",
          "fields": [
            {"name": "schemavsn", "type": "string", "doc": "version of this schema"},
            {"name": "publisher", "type": "string", "doc": "origin of the packet"},
            {"name": "objectId", "type": "string", "doc": "object identifier"},
            {"name": "candid", "type": "long", "doc": "candidate identifier"},
            {"name": "candidate", "type": {
              "type": "record", "name": "candidate", "fields": [
                {"name": "jd", "type": "double", "doc": "observation Julian date at start of exposure [days]"},
                {"name": "fid", "type": "int", "doc": "filter: 1 = g, 2 = r, 3 = i"},
                {"name": "pid", "type": "long", "doc": "processing identifier of the image"},
                {"name": "candid", "type": ["null", "long"], "default": null},
                {"name": "programid", "type": "int", "doc": "0: no survey programme"},
                {"name": "programpi", "type": ["null", "string"], "default": null},
                {"name": "isdiffpos", "type": "string", "doc": "t: science brighter than template, f: fainter"},
                {"name": "field", "type": ["null", "int"], "default": null},
                {"name": "rcid", "type": ["null", "int"], "default": null, "doc": "readout channel, 0 to 63"},
                {"name": "ra", "type": "double", "doc": "right ascension J2000 [deg]"},
                {"name": "dec", "type": "double", "doc": "declination J2000 [deg]"},
                {"name": "magpsf", "type": "float", "doc": "magnitude of the difference, PSF fit [mag]"},
                {"name": "sigmapsf", "type": "float", "doc": "1-sigma error of magpsf [mag]"},
                {"name": "magzpsci", "type": ["null", "float"], "default": null, "doc": "zero point of the science image [mag]"},
                {"name": "diffmaglim", "type": ["null", "float"], "default": null, "doc": "5-sigma limit of the difference [mag]"},
                {"name": "fwhm", "type": ["null", "float"], "default": null, "doc": "FWHM of a point source in the science image [pixels]"},
                {"name": "rb", "type": ["null", "float"], "default": null, "doc": "null: no real-bogus classifier has run"},
                {"name": "drb", "type": ["null", "float"], "default": null, "doc": "null: no real-bogus classifier has run"},
                {"name": "distpsnr1", "type": ["null", "float"], "default": null, "doc": "distance to the nearest source [arcsec]"},
                {"name": "sgscore1", "type": ["null", "float"], "default": null, "doc": "1 star, 0 galaxy"},
                {"name": "exptime", "type": ["null", "float"], "default": null, "doc": "exposure time [s]"}
              ]}},
            {"name": "fp_hists", "type": ["null", {"type": "array", "items": {
              "type": "record", "name": "fp_hist", "fields": [
                {"name": "pid", "type": "long", "doc": "processing identifier of the image"},
                {"name": "sciinpseeing", "type": ["null", "float"], "default": null, "doc": "FWHM of the science image's PSF [pixels]"}
              ]}}], "default": null},
            {"name": "cutoutScience", "type": ["null", {
              "type": "record", "name": "cutout", "fields": [
                {"name": "fileName", "type": "string"},
                {"name": "stampData", "type": "bytes", "doc": "gzipped FITS, float32, DN"}
              ]}], "default": null},
            {"name": "cutoutTemplate", "type": ["null", "cutout"], "default": null},
            {"name": "cutoutDifference", "type": ["null", "cutout"], "default": null}
          ]
        }
        """;
}
