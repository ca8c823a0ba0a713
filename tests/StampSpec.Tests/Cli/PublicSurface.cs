using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace StampSpec.Tests.Cli;

/// <summary>
/// The public interface of an assembly, as text: a line for each public type with the members that it declares itself, in ordinal order.
/// </summary>
internal static class PublicSurface
{
    private static readonly HashSet<string> OfEveryRecord =
    [
        "Equals",
        "GetHashCode",
        "ToString",
        "Deconstruct",
        "op_Equality",
        "op_Inequality",
        "<Clone>$",
        "PrintMembers",
        "EqualityContract",
    ];

    /// <summary>The surface, types under their namespaces.</summary>
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var space in assembly.GetExportedTypes().GroupBy(t => t.Namespace).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append(space.Key).Append('\n');
            foreach (var type in space.OrderBy(NameOf, StringComparer.Ordinal))
            {
                text.Append("  ")
                    .Append(KindOf(type))
                    .Append(' ')
                    .Append(NameOf(type))
                    .Append(": ")
                    .AppendJoin(", ", MembersOf(type))
                    .Append('\n');
            }
        }

        return text.ToString();
    }

    private static string KindOf(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsAbstract ? "abstract class"
        : "class";

    private static IEnumerable<string> MembersOf(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m =>
                !OfEveryRecord.Contains(m.Name)
                && m.GetCustomAttribute<CompilerGeneratedAttribute>() is null
                && m is not MethodInfo { IsSpecialName: true } and not Type
            )
            .Where(m => m.Name != "value__")
            .Select(TextOf)
            .Order(StringComparer.Ordinal);

    private static string TextOf(MemberInfo member) =>
        member switch
        {
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            MethodInfo method => $"{method.Name}({Parameters(method)})",
            _ => member.Name,
        };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => NameOf(p.ParameterType)));

    private static string NameOf(Type type)
    {
        var name = type.IsNested && !type.IsGenericParameter ? $"{NameOf(type.DeclaringType!)}.{type.Name}" : type.Name;
        name = name.Split('`')[0];
        return !type.IsGenericType ? name : $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
