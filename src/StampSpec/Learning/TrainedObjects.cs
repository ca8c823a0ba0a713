using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StampSpec.Learning;

/// <summary>
/// The objects on which a model's networks were trained or validated, as hashes of their ids: enough to recognise an object, without a list
/// of all ids.
/// </summary>
/// <param name="networksByHash">Number of networks that saw an object, by the hash of its id.</param>
internal sealed class TrainedObjects(IReadOnlyDictionary<string, int> networksByHash)
{
    // With 48 bits, one of a million other objects is taken for one of a thousand with a probability of 4e-6.
    private const int HashBytes = 6;
    private const char Separator = ' ';
    private const char Count = ':';

    /// <summary>The list for objects, by their ids.</summary>
    public static TrainedObjects Of(IReadOnlyDictionary<string, int> networksByObject) =>
        new(networksByObject.GroupBy(o => HashOf(o.Key), o => o.Value).ToDictionary(g => g.Key, g => g.Max(), StringComparer.Ordinal));

    /// <summary>Reads what <see cref="ToString"/> wrote; null if the text is something else.</summary>
    public static TrainedObjects? Parse(string text)
    {
        var networks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in text.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split(Count) is not [var hash, var number] || !int.TryParse(number, CultureInfo.InvariantCulture, out var count))
            {
                return null;
            }

            networks[hash] = count;
        }

        return new TrainedObjects(networks);
    }

    /// <summary>Number of networks that saw an alert of the object.</summary>
    public int NetworksThatSaw(string objectId) => networksByHash.GetValueOrDefault(HashOf(objectId));

    /// <summary>The list as text, in the order of the hashes.</summary>
    public override string ToString() =>
        string.Join(
            Separator,
            networksByHash
                .OrderBy(o => o.Key, StringComparer.Ordinal)
                .Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Key}{Count}{o.Value}"))
        );

    private static string HashOf(string objectId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(objectId)).AsSpan(0, HashBytes));
}
