using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

/// <summary>
/// Writes the parts of a record's <see cref="LayoutId"/> or <see cref="CellId"/> into JSON as members of the record itself, like the
/// columns of a table, and reads them back.
/// </summary>
internal static class JsonIds
{
    private static readonly Type[] Ids = [typeof(LayoutId), typeof(CellId)];

    /// <summary>Changes how a record is written and read if its constructor takes an id.</summary>
    public static void Spread(JsonTypeInfo record)
    {
        if (record.Properties.SingleOrDefault(p => p.AssociatedParameter is not null && Ids.Contains(p.PropertyType)) is not { } id)
        {
            return;
        }

        // Members are set one by one, since the constructor has no parameters for the parts of the id.
        foreach (var member in record.Properties)
        {
            member.IsRequired |= member.AssociatedParameter is { HasDefaultValue: false };
        }

        record.CreateObject = Constructor(record.Type);
        var place = record.Properties.IndexOf(id);
        record.Properties.RemoveAt(place);
        var parts = id.PropertyType.GetConstructors().Single(c => c.GetParameters().Length > 0).GetParameters();
        foreach (var (index, parameter) in parts.Index())
        {
            record.Properties.Insert(place + index, Part(record, id, id.PropertyType.GetProperty(parameter.Name!)!));
        }
    }

    private static JsonPropertyInfo Part(JsonTypeInfo record, JsonPropertyInfo id, PropertyInfo part)
    {
        var property = record.CreateJsonPropertyInfo(part.PropertyType, record.Options.PropertyNamingPolicy!.ConvertName(part.Name));
        property.IsRequired = true;
        property.IsSetNullable = false;
        property.Get = owner => part.GetValue(id.Get!(owner));
        property.Set = (owner, value) =>
        {
            var changed = id.Get!(owner);
            part.SetValue(changed, value);
            id.Set!(owner, changed);
        };
        return property;
    }

    private static Func<object> Constructor(Type record)
    {
        var constructor = record.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        object?[] arguments = [.. constructor.GetParameters().Select(p => p.HasDefaultValue ? p.DefaultValue : Unset(p.ParameterType))];
        return () => constructor.Invoke(arguments);
    }

    private static object? Unset(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
