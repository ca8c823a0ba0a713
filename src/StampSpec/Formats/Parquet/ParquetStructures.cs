using System.Collections.Frozen;
using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Formats.Parquet;

/// <summary>
/// Checks that a structure has the fields and types of Parquet's definition and no others (github.com/apache/parquet-format,
/// parquet.thrift, 2.12). The library reads known fields without looking at their types and loses its place in some unknown ones, and then
/// never ends.
/// </summary>
internal static class ParquetStructures
{
    /// <summary>The contents of a footer.</summary>
    public const string Footer = "FileMetaData";

    /// <summary>The header of a page.</summary>
    public const string PageHeader = "PageHeader";

    // A structure a line or two, with number:type of each field; [type] is a list, and a name is a structure. Structures without fields,
    // such as those that only name a kind, are not listed.
    private const string Definitions = """
        FileMetaData 1:I32 2:[SchemaElement] 3:I64 4:[RowGroup] 5:[KeyValue] 6:Binary 7:[ColumnOrder] 8:Encryption 9:Binary
        SchemaElement 1:I32 2:I32 3:I32 4:Binary 5:I32 6:I32 7:I32 8:I32 9:I32 10:LogicalType
        LogicalType 1:None 2:None 3:None 4:None 5:Decimal 6:None 7:Time 8:Time 10:Integer
        LogicalType 11:None 12:None 13:None 14:None 15:None 16:Variant 17:Place 18:Place
        Variant 1:Byte
        Place 1:Binary 2:I32
        Decimal 1:I32 2:I32
        Time 1:Boolean 2:TimeUnit
        TimeUnit 1:None 2:None 3:None
        Integer 1:Byte 2:Boolean
        RowGroup 1:[ColumnChunk] 2:I64 3:I64 4:[SortingColumn] 5:I64 6:I64 7:I16
        SortingColumn 1:I32 2:Boolean 3:Boolean
        ColumnChunk 1:Binary 2:I64 3:ColumnMetaData 4:I64 5:I32 6:I64 7:I32 8:ColumnKey 9:Binary
        ColumnMetaData 1:I32 2:[I32] 3:[Binary] 4:I32 5:I64 6:I64 7:I64 8:[KeyValue] 9:I64 10:I64
        ColumnMetaData 11:I64 12:Statistics 13:[EncodingCount] 14:I64 15:I32 16:Sizes 17:Places
        Places 1:Box 2:[I32]
        Box 1:Double 2:Double 3:Double 4:Double 5:Double 6:Double 7:Double 8:Double
        EncodingCount 1:I32 2:I32 3:I32
        Sizes 1:I64 2:[I64] 3:[I64]
        Statistics 1:Binary 2:Binary 3:I64 4:I64 5:Binary 6:Binary 7:Boolean 8:Boolean
        KeyValue 1:Binary 2:Binary
        ColumnOrder 1:None
        ColumnKey 1:None 2:KeyOfColumn
        KeyOfColumn 1:[Binary] 2:Binary
        Encryption 1:Cipher 2:Cipher
        Cipher 1:Binary 2:Binary 3:Boolean
        PageHeader 1:I32 2:I32 3:I32 4:I32 5:DataPage 6:None 7:DictionaryPage 8:DataPage2
        DataPage 1:I32 2:I32 3:I32 4:I32 5:Statistics
        DictionaryPage 1:I32 2:I32 3:Boolean
        DataPage2 1:I32 2:I32 3:I32 4:I32 5:I32 6:I32 7:Boolean 8:Statistics
        """;

    private static readonly FrozenDictionary<string, FrozenDictionary<int, Field>> Known = Definitions
        .Split('\n')
        .Select(line => line.Split(' '))
        .GroupBy(words => words[0], words => words.Skip(1).Select(FieldOf))
        .ToFrozenDictionary(structure => structure.Key, structure => structure.SelectMany(f => f).ToFrozenDictionary(f => f.Id));

    /// <summary>Steps through a structure.</summary>
    /// <param name="reader">Stands at its first field; afterwards, behind it.</param>
    /// <param name="name">Its name in the definition.</param>
    /// <exception cref="InvalidInputException">A field has another type than in the definition.</exception>
    public static void Check(ref ThriftReader reader, string name)
    {
        reader.CountStructure();
        var fields = Known.GetValueOrDefault(name);
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            if (fields is null || !fields.TryGetValue(id, out var field))
            {
                throw reader.Damaged(FormattableString.Invariant($"{name} has a field {id}, which Parquet does not define"));
            }

            if (!field.Accepts(type))
            {
                throw WrongType(ref reader, name, id);
            }

            CheckValue(ref reader, field, type, name);
        }
    }

    private static void CheckValue(ref ThriftReader reader, Field field, ThriftType type, string name)
    {
        if (type == ThriftType.Structure)
        {
            Check(ref reader, field.Word);
            return;
        }

        if (type != ThriftType.List)
        {
            reader.Skip(type);
            return;
        }

        var (count, items) = reader.ReadList();
        if (count > 0 && !field.AcceptsItems(items))
        {
            throw WrongType(ref reader, name, field.Id);
        }

        for (var i = 0; i < count; i++)
        {
            if (items == ThriftType.Structure)
            {
                Check(ref reader, field.Word);
            }
            else
            {
                reader.Skip(items);
            }
        }
    }

    private static InvalidInputException WrongType(ref ThriftReader reader, string name, int id) =>
        reader.Damaged(FormattableString.Invariant($"field {id} of {name} does not have the type that Parquet defines"));

    private static Field FieldOf(string word)
    {
        var parts = word.Split(':');
        return new Field(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1].Trim('[', ']'), parts[1][0] == '[');
    }

    /// <summary>A field's number, and its type or the structure that it is.</summary>
    private sealed record Field(int Id, string Word, bool IsList)
    {
        private readonly ThriftType? _type = Enum.TryParse<ThriftType>(Word, out var type) ? type : null;

        public bool Accepts(ThriftType type) => IsList ? type == ThriftType.List : AcceptsItems(type);

        public bool AcceptsItems(ThriftType type) =>
            Word == "Boolean" ? type is ThriftType.True or ThriftType.False : type == (_type ?? ThriftType.Structure);
    }
}
