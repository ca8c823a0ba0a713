using System.Globalization;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Common;

/// <summary>The bytes of tables of records, recorded once with CsvHelper 33. Cells are identified by hashes of such text.</summary>
public sealed class CsvRecordTests
{
    private static readonly HistoryRow[] Numbers =
    [
        new(new("a", "float32", 1, -2), int.MaxValue, 0.1 + 0.2, -0.0),
        new(new("a", "float32", 1, 0), 0, 1e-5, 1e20),
        new(new("a", "float32", 1, 0), 0, double.Epsilon, double.MaxValue),
        new(new("a", "float32", 1, 0), 0, double.NaN, double.NegativeInfinity),
    ];

    private static readonly SkippedRow[] Texts =
    [
        new("", " leading", "trailing ", "in side"),
        new("a,b", "say \"so\"", "two\nlines", "\u00B5Jy \u2192 \U0001F52D"),
        new("'", ";", "-1", "=1+1"),
    ];

    private static readonly FrontRow[] Absent =
    [
        new(new("a", "float32"), long.MaxValue, 1.5, 0.5, null, null, true, null, null, null, null, null, null, null),
        new(new("b", "float32"), 0, 1, 1, 0, 1, false, 0.25, 0.5, 0.4, 0.6, -0.1, true, 0.75),
    ];

    [Fact]
    public void Numbers_are_the_shortest_text_that_gives_them_back() =>
        Holds(
            """
            layout,encoding,run,fold,step,training_loss,validation_macro_f1
            a,float32,1,-2,2147483647,0.30000000000000004,-0
            a,float32,1,0,0,1E-05,1E+20
            a,float32,1,0,0,5E-324,1.7976931348623157E+308
            a,float32,1,0,0,NaN,-Infinity

            """,
            Numbers
        );

    [Fact]
    public void Text_is_quoted_where_it_holds_a_comma_a_quote_or_a_line_end_or_begins_or_ends_with_a_space() =>
        Holds(
            "role,source,reason,detail\n"
                + ",\" leading\",\"trailing \",in side\n"
                + "\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\u00B5Jy \u2192 \U0001F52D\n"
                + "',;,-1,=1+1\n",
            Texts
        );

    [Fact]
    public void What_is_absent_is_an_empty_field() =>
        Holds(
            "layout,encoding,bytes_raw,bytes_sent,validation_macro_f1,validation_low,validation_high,on_validation_front,"
                + "validation_front_probability,test_macro_f1,test_low,test_high,test_minus_validation,on_test_front,front_probability\n"
                + "a,float32,9223372036854775807,1.5,0.5,,,True,,,,,,,\n"
                + "b,float32,0,1,1,0,1,False,0.25,0.5,0.4,0.6,-0.1,True,0.75\n",
            Absent
        );

    [Fact]
    public void A_table_without_a_row_is_its_header() => Holds("layout,encoding,serialisation,part,bytes,planes\n", Array.Empty<ByteRow>());

    private static void Holds<T>(string text, T[] rows)
    {
        using var folder = new TemporaryFolder();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(text, CsvTable.Format(rows));
            File.WriteAllText(folder["table.csv"], text);
            Assert.Equal(rows, CsvTable.Read<T>(folder["table.csv"]));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
