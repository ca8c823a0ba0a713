using System.Text.Json.Nodes;
using StampSpec.Formats.Avro;

namespace StampSpec.Sky.Packets;

/// <summary>
/// The schema of ZTF's packets, version 4.02, with all names, namespaces and types, so that readers of real packets take synthetic ones
/// (github.com/ZwickyTransientFacility/ztf-avro-alert, folder schema, where the fields are documented).
/// </summary>
internal static class ZtfSchema
{
    /// <summary>The schema's version.</summary>
    public const string Version = "4.02";

    private const string Source = "synthetic alert; the fields are those of ZTF's schema " + Version + ", documented there";

    // name:type of each field; a question mark stands for a union with null, whose default is null.
    private const string CandidateFields = """
        jd:double fid:int pid:long diffmaglim:float? pdiffimfilename:string? programpi:string? programid:int candid:long
        isdiffpos:string tblid:long? nid:int? rcid:int? field:int? xpos:float? ypos:float? ra:double dec:double magpsf:float
        sigmapsf:float chipsf:float? magap:float? sigmagap:float? distnr:float? magnr:float? sigmagnr:float? chinr:float? sharpnr:float?
        sky:float? magdiff:float? fwhm:float? classtar:float? mindtoedge:float? magfromlim:float? seeratio:float? aimage:float?
        bimage:float? aimagerat:float? bimagerat:float? elong:float? nneg:int? nbad:int? rb:float? ssdistnr:float? ssmagnr:float?
        ssnamenr:string? sumrat:float? magapbig:float? sigmagapbig:float? ranr:double decnr:double sgmag1:float? srmag1:float?
        simag1:float? szmag1:float? sgscore1:float? distpsnr1:float? ndethist:int ncovhist:int jdstarthist:double? jdendhist:double?
        scorr:double? tooflag:int? objectidps1:long? objectidps2:long? sgmag2:float? srmag2:float? simag2:float? szmag2:float?
        sgscore2:float? distpsnr2:float? objectidps3:long? sgmag3:float? srmag3:float? simag3:float? szmag3:float? sgscore3:float?
        distpsnr3:float? nmtchps:int rfid:long jdstartref:double jdendref:double nframesref:int rbversion:string dsnrms:float?
        ssnrms:float? dsdiff:float? magzpsci:float? magzpsciunc:float? magzpscirms:float? nmatches:int clrcoeff:float? clrcounc:float?
        zpclrcov:float? zpmed:float? clrmed:float? clrrms:float? neargaia:float? neargaiabright:float? maggaia:float?
        maggaiabright:float? exptime:float? drb:float? drbversion:string
        """;

    private const string EarlierFields = """
        jd:double fid:int pid:long diffmaglim:float? pdiffimfilename:string? programpi:string? programid:int candid:long?
        isdiffpos:string? tblid:long? nid:int? rcid:int? field:int? xpos:float? ypos:float? ra:double? dec:double? magpsf:float?
        sigmapsf:float? chipsf:float? magap:float? sigmagap:float? distnr:float? magnr:float? sigmagnr:float? chinr:float?
        sharpnr:float? sky:float? magdiff:float? fwhm:float? classtar:float? mindtoedge:float? magfromlim:float? seeratio:float?
        aimage:float? bimage:float? aimagerat:float? bimagerat:float? elong:float? nneg:int? nbad:int? rb:float? ssdistnr:float?
        ssmagnr:float? ssnamenr:string? sumrat:float? magapbig:float? sigmagapbig:float? ranr:double? decnr:double? scorr:double?
        magzpsci:float? magzpsciunc:float? magzpscirms:float? clrcoeff:float? clrcounc:float? rbversion:string
        """;

    private const string ForcedFields = """
        field:int? rcid:int? fid:int pid:long rfid:long sciinpseeing:float? scibckgnd:float? scisigpix:float? magzpsci:float?
        magzpsciunc:float? magzpscirms:float? clrcoeff:float? clrcounc:float? exptime:float? adpctdif1:float? adpctdif2:float?
        diffmaglim:float? programid:int jd:double forcediffimflux:float? forcediffimfluxunc:float? procstatus:string? distnr:float?
        ranr:double decnr:double magnr:float? sigmagnr:float? chinr:float? sharpnr:float?
        """;

    /// <summary>The schema's text.</summary>
    public static string Json { get; } = Packet().ToJsonString();

    /// <summary>The schema of a packet.</summary>
    public static AvroRecordSchema Alert { get; } = (AvroRecordSchema)AvroSchema.Parse(Json);

    /// <summary>The record of a field, whether or not it may be null.</summary>
    public static AvroRecordSchema RecordOf(string field) =>
        Alert.TryGetField(field, out var found)
            ? (AvroRecordSchema)(found.Schema is AvroUnionSchema union ? union.Branches[1] : found.Schema)
            : throw new ArgumentException($"the schema has no field {field}", nameof(field));

    /// <summary>The record of which a field has an array that may be null.</summary>
    public static AvroRecordSchema ItemOf(string field) =>
        Alert.TryGetField(field, out var found)
            ? (AvroRecordSchema)((AvroArraySchema)((AvroUnionSchema)found.Schema).Branches[1]).Items
            : throw new ArgumentException($"the schema has no field {field}", nameof(field));

    private static JsonObject Packet()
    {
        var packet = Record("ztf", "alert", "schemavsn:string publisher:string objectId:string candid:long");
        packet["doc"] = Source;
        var fields = packet["fields"]!.AsArray();
        fields.Add(new JsonObject { ["name"] = "candidate", ["type"] = Record("ztf.alert", "candidate", CandidateFields) });
        fields.Add(Nullable("prv_candidates", ArrayOf(Record("ztf.alert", "prv_candidate", EarlierFields))));
        fields.Add(Nullable("fp_hists", ArrayOf(Record("ztf.alert", "fp_hist", ForcedFields))));
        fields.Add(Nullable("cutoutScience", Record("ztf.alert", "cutout", "fileName:string stampData:bytes")));
        fields.Add(Nullable("cutoutTemplate", "ztf.alert.cutout"));
        fields.Add(Nullable("cutoutDifference", "ztf.alert.cutout"));
        return packet;
    }

    private static JsonObject Record(string space, string name, string fields)
    {
        var separators = (char[]?)null; // Any white space.
        JsonNode?[] all = [.. fields.Split(separators, StringSplitOptions.RemoveEmptyEntries).Select(Field)];
        return new JsonObject
        {
            ["type"] = "record",
            ["namespace"] = space,
            ["name"] = name,
            ["version"] = Version,
            ["fields"] = new JsonArray(all),
        };
    }

    private static JsonObject Field(string declaration)
    {
        var parts = declaration.Split(':');
        return parts[1].EndsWith('?') ? Nullable(parts[0], parts[1][..^1]) : new JsonObject { ["name"] = parts[0], ["type"] = parts[1] };
    }

    private static JsonObject Nullable(string name, JsonNode type) =>
        new()
        {
            ["name"] = name,
            ["type"] = new JsonArray("null", type),
            ["default"] = null,
        };

    private static JsonObject ArrayOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };
}
