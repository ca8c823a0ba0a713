using System.Buffers;
using Parquet.Schema;
using StampSpec.Formats.Avro;

namespace StampSpec.Formats.Parquet;

/// <summary>
/// A column with the columns inside it. Rows become Avro data of <see cref="Schema"/>: a structure a record, a list an array, a map a map,
/// and what may be null a union with null, so that a row is read like a packet.
/// </summary>
internal abstract class ParquetNode(string name, AvroSchema schema)
{
    private static readonly AvroPrimitiveSchema Null = new(AvroType.Null, logicalType: null);

    /// <summary>The column's own name.</summary>
    public string Name { get; } = name;

    /// <summary>The schema of its values.</summary>
    public AvroSchema Schema { get; } = schema;

    /// <summary>The columns with values inside it, at least one, in the order of the table.</summary>
    public abstract IEnumerable<ParquetColumn> Columns { get; }

    /// <summary>Writes the value at the columns' next entries.</summary>
    public abstract void Write(IBufferWriter<byte> output);

    /// <summary>The names of a field and of the fields around it, without those that only lists and maps have.</summary>
    public static string PathOf(Field field)
    {
        var parts = field.Path.ToList();
        return string.Join('.', parts.Where((part, i) => i == 0 || part is not ("list" or "element" or "bag" or "array" or "key_value")));
    }

    /// <summary>The table as one record, without columns that are not wanted and without those whose types alerts do not have.</summary>
    /// <param name="fields">The table's columns.</param>
    /// <param name="wants">Whether a column of values is wanted, by its path.</param>
    public static ParquetNode? Table(IReadOnlyList<Field> fields, Func<string, bool> wants) =>
        Record("row", 0, isNullable: false, fields, wants);

    /// <summary>The first column, whose levels show what is null and how many items there are.</summary>
    protected ParquetColumn First => field ??= Columns.First();

    /// <summary>Moves all columns past an entry without a value.</summary>
    protected void Skip()
    {
        foreach (var column in Columns)
        {
            column.Skip();
        }
    }

    private static ParquetNode? Of(Field field, Func<string, bool> wants) =>
        field switch
        {
            DataField data => wants(PathOf(data)) && ParquetColumn.For(data) is { } column ? new Leaf(column) : null,
            StructField inner => Record(inner.Name, inner.MaxDefinitionLevel, inner.IsNullable, inner.Fields, wants),
            ListField list => Of(list.Item, wants) is { } item
                ? new Items(list.Name, list, new AvroArraySchema(item.Schema), [item])
                : null,
            MapField { Key: DataField key } map when key.ClrType == typeof(ReadOnlyMemory<char>) => Map(map, wants),
            _ => null,
        };

    private static Items? Map(MapField map, Func<string, bool> wants) =>
        Of(map.Key, wants) is Leaf { IsNullable: false } key && Of(map.Value, wants) is { } value
            ? new Items(map.Name, map, new AvroMapSchema(value.Schema), [key, value])
            : null;

    private static Structure? Record(string name, int level, bool isNullable, IReadOnlyList<Field> fields, Func<string, bool> wants)
    {
        ParquetNode[] inner = [.. fields.DistinctBy(f => f.Name).Select(f => Of(f, wants)).OfType<ParquetNode>()];
        if (inner.Length == 0)
        {
            return null;
        }

        var schema = new AvroRecordSchema(name, logicalType: null);
        schema.Complete([.. inner.Select((node, i) => new AvroField(node.Name, i, node.Schema, Documentation: null))]);
        return new Structure(name, level, isNullable ? Nullable(schema) : schema, isNullable, inner);
    }

    private static AvroUnionSchema Nullable(AvroSchema schema) => new([Null, schema]);

    private sealed class Leaf(ParquetColumn column)
        : ParquetNode(
            column.Field.Name,
            column.Field.IsNullable ? Nullable(new AvroPrimitiveSchema(column.Type, null)) : new AvroPrimitiveSchema(column.Type, null)
        )
    {
        public bool IsNullable => column.Field.IsNullable;

        public override IEnumerable<ParquetColumn> Columns => [column];

        public override void Write(IBufferWriter<byte> output) => column.Write(output);
    }

    private sealed class Structure(string name, int level, AvroSchema schema, bool isNullable, ParquetNode[] inner)
        : ParquetNode(name, schema)
    {
        private readonly ParquetColumn[] _columns = [.. inner.SelectMany(node => node.Columns)];

        public override IEnumerable<ParquetColumn> Columns => _columns;

        public override void Write(IBufferWriter<byte> output)
        {
            if (isNullable)
            {
                var isPresent = First.Definition >= level;
                AvroDatumWriter.WriteLong(output, isPresent ? 1 : 0);
                if (!isPresent)
                {
                    Skip();
                    return;
                }
            }

            foreach (var node in inner)
            {
                node.Write(output);
            }
        }
    }

    // A list or a map: with the level of an item less than its own it is empty, and below that it is null.
    private sealed class Items(string name, Field field, AvroSchema schema, ParquetNode[] inner) : ParquetNode(name, Nullable(schema))
    {
        private readonly ParquetColumn[] _columns = [.. inner.SelectMany(node => node.Columns)];

        public override IEnumerable<ParquetColumn> Columns => _columns;

        public override void Write(IBufferWriter<byte> output)
        {
            var level = field.MaxDefinitionLevel;
            var isPresent = First.Definition >= level - 1;
            AvroDatumWriter.WriteLong(output, isPresent ? 1 : 0);
            if (First.Definition < level)
            {
                Skip();
            }
            else
            {
                WriteItems(output, First.CountItems(field.MaxRepetitionLevel));
            }

            if (isPresent)
            {
                AvroDatumWriter.WriteLong(output, 0);
            }
        }

        private void WriteItems(IBufferWriter<byte> output, int count)
        {
            AvroDatumWriter.WriteLong(output, count);
            for (var i = 0; i < count; i++)
            {
                foreach (var node in inner)
                {
                    node.Write(output);
                }
            }
        }
    }
}
