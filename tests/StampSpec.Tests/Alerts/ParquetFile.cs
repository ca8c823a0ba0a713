using Parquet;
using Parquet.Schema;
using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Alerts;

/// <summary>Writes Avro records as a Parquet table, a column a field, as Fink does: records as structures, arrays as lists.</summary>
internal static class ParquetFile
{
    /// <summary>Writes the records of one schema, a list of them for each row group.</summary>
    public static byte[] Of(params IReadOnlyList<AvroRecord>[] groups) => Of(groups, _ => true);

    /// <summary>Writes only some of the fields at the top.</summary>
    public static byte[] Of(IReadOnlyList<AvroRecord>[] groups, Func<string, bool> has)
    {
        var schema = groups[0][0].Schema;
        var fields = schema.Fields.Where(field => has(field.Name)).ToArray();
        using var stream = new MemoryStream();
        var columns = fields.Select(field => ToField(field.Name, field.Schema, isNullable: true)).ToArray();
        Write(stream, new ParquetSchema(columns), groups, record => [.. fields.Select(field => record[field.Name])])
            .GetAwaiter()
            .GetResult();
        return stream.ToArray();
    }

    private static async Task Write(
        Stream stream,
        ParquetSchema schema,
        IReadOnlyList<AvroRecord>[] groups,
        Func<AvroRecord, object?[]> valuesOf
    )
    {
        await using var writer = await ParquetWriter.CreateAsync(
            schema,
            stream,
            new ParquetOptions { CompressionMethod = CompressionMethod.Snappy }
        );
        foreach (var group in groups)
        {
            using var rows = writer.CreateRowGroup();
            var shredded = schema.DataFields.ToDictionary(field => field.Path, field => new Shreds(field));
            foreach (var record in group)
            {
                var values = valuesOf(record);
                for (var i = 0; i < values.Length; i++)
                {
                    Shred(schema.Fields[i], values[i], shredded, 0, 0);
                }
            }

            foreach (var field in schema.DataFields)
            {
                await shredded[field.Path].WriteTo(rows);
            }
        }
    }

    private static Field ToField(string name, AvroSchema schema, bool isNullable = false) =>
        schema switch
        {
            AvroUnionSchema union => ToField(name, union.Branches.First(b => b.Type != AvroType.Null), isNullable: true),
            AvroRecordSchema record => new StructField(name, [.. record.Fields.Select(f => ToField(f.Name, f.Schema))]),
            AvroArraySchema array => new ListField(name, ToField("element", array.Items)),
            _ => new DataField(name, ClrTypeOf(schema.Type), isNullable),
        };

    private static Type ClrTypeOf(AvroType type) =>
        type switch
        {
            AvroType.Boolean => typeof(bool),
            AvroType.Int => typeof(int),
            AvroType.Long => typeof(long),
            AvroType.Float => typeof(float),
            AvroType.Double => typeof(double),
            AvroType.String => typeof(string),
            _ => typeof(byte[]),
        };

    private static void Shred(Field field, object? value, Dictionary<FieldPath, Shreds> shredded, int definition, int repetition)
    {
        switch (field)
        {
            case DataField data:
                shredded[data.Path].Add(value, value is null ? definition : data.MaxDefinitionLevel, repetition);
                break;
            case StructField inner:
                for (var i = 0; i < inner.Fields.Count; i++)
                {
                    Shred(
                        inner.Fields[i],
                        (value as AvroRecord)?[i],
                        shredded,
                        value is null ? definition : inner.MaxDefinitionLevel,
                        repetition
                    );
                }

                break;
            case ListField list when value is object?[] { Length: > 0 } items:
                for (var i = 0; i < items.Length; i++)
                {
                    Shred(list.Item, items[i], shredded, list.MaxDefinitionLevel, i == 0 ? repetition : list.MaxRepetitionLevel);
                }

                break;
            case ListField list:
                Shred(list.Item, null, shredded, value is null ? definition : list.MaxDefinitionLevel - 1, repetition);
                break;
        }
    }

    /// <summary>The values and levels of one column.</summary>
    private sealed class Shreds(DataField field)
    {
        private readonly List<object> _values = [];
        private readonly List<int> _definitions = [];
        private readonly List<int> _repetitions = [];

        public void Add(object? value, int definition, int repetition)
        {
            if (value is not null)
            {
                _values.Add(value);
            }

            _definitions.Add(definition);
            _repetitions.Add(repetition);
        }

        public Task WriteTo(ParquetRowGroupWriter rows) =>
            _values.FirstOrDefault() switch
            {
                string => Write(rows, _values.Select(v => ((string)v).AsMemory())),
                byte[] => Write(rows, _values.Select(v => new ReadOnlyMemory<byte>((byte[])v))),
                _ when field.ClrType == typeof(int) => Write(rows, _values.Cast<int>()),
                _ when field.ClrType == typeof(long) => Write(rows, _values.Cast<long>()),
                _ when field.ClrType == typeof(float) => Write(rows, _values.Cast<float>()),
                _ when field.ClrType == typeof(double) => Write(rows, _values.Cast<double>()),
                _ when field.ClrType == typeof(bool) => Write(rows, _values.Cast<bool>()),
                _ when field.ClrType == typeof(ReadOnlyMemory<char>) => Write(rows, Array.Empty<ReadOnlyMemory<char>>()),
                _ => Write(rows, Array.Empty<ReadOnlyMemory<byte>>()),
            };

        private Task Write<T>(ParquetRowGroupWriter rows, IEnumerable<T> values)
            where T : struct =>
            rows.WriteAllPartsAsync<T>(
                field,
                values.ToArray(),
                field.MaxDefinitionLevel > 0 ? _definitions.ToArray() : null,
                field.MaxRepetitionLevel > 0 ? _repetitions.ToArray() : null,
                CancellationToken.None
            );
    }
}
