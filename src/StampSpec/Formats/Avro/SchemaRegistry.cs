using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>
/// Fetches schemas by their identifiers from a Confluent schema registry (its API's <c>GET /schemas/ids/N</c>). A schema is fetched once,
/// and so is the failure to fetch it. A request has limits on time and size.
/// </summary>
internal sealed class SchemaRegistry
{
    private const string Code = WireSchemas.RegistryCode;
    private const int MostSchemas = 1000;
    private const int LongestError = 200;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<int, Lazy<(AvroSchema? Schema, InvalidInputException? Fault)>> _schemas = [];
    private readonly Uri _address;
    private readonly AuthenticationHeaderValue? _credentials;

    private SchemaRegistry(Uri address, AuthenticationHeaderValue? credentials)
    {
        (_address, _credentials) = (address, credentials);
    }

    /// <summary>True for what is meant as an address.</summary>
    public static bool IsAddress(string path) => path.Contains("://", StringComparison.Ordinal);

    /// <summary>The registry at an address such as <c>https://registry.example.org:8081</c>; nothing is fetched yet.</summary>
    /// <exception cref="InvalidInputException">The text is not the address of a web server.</exception>
    public static SchemaRegistry At(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw InvalidInputException.Of(
                Code,
                "this is not the address of a schema registry",
                file: address,
                fix: "write https://HOST:PORT, or https://USER:PASSWORD@HOST:PORT"
            );
        }

        var user = Uri.UnescapeDataString(uri.UserInfo);
        var credentials =
            user.Length == 0 ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        var plain = new UriBuilder(uri) { UserName = "", Password = "" };
        plain.Path = plain.Path.TrimEnd('/') + "/";
        return new SchemaRegistry(plain.Uri, credentials);
    }

    /// <summary>The schema of an identifier.</summary>
    /// <exception cref="InvalidInputException">The registry does not answer, does not have it, or has no Avro schema there.</exception>
    public AvroSchema Find(int id)
    {
        if (_schemas.Count >= MostSchemas && !_schemas.ContainsKey(id))
        {
            throw Fault(id, FormattableString.Invariant($"the messages name more than {MostSchemas} schemas"));
        }

        var found = _schemas.GetOrAdd(id, _ => new(() => Fetch(id))).Value;
        return found.Schema ?? throw new InvalidInputException(found.Fault!.Diagnostics);
    }

    private (AvroSchema? Schema, InvalidInputException? Fault) Fetch(int id)
    {
        try
        {
            return (Parse(id, Get(id)), null);
        }
        catch (InvalidInputException fault)
        {
            return (null, fault);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            var reason =
                failure is TaskCanceledException
                    ? FormattableString.Invariant($"it does not answer within {TimeLimit.TotalSeconds} s")
                    : failure.GetBaseException().Message;
            return (null, Fault(id, reason));
        }
    }

    private byte[] Get(int id)
    {
        // A few schemas are fetched in a run, so the client need not live long.
        using var client = new HttpClient { Timeout = TimeLimit, MaxResponseContentBufferSize = AvroLimits.Default.MaxSchemaBytes };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address, PathOf(id)));
        request.Headers.Authorization = _credentials;
        using var response = client.Send(request);
        using var body = new MemoryStream();
        response.Content.ReadAsStream().CopyTo(body);
        return response.IsSuccessStatusCode
            ? body.ToArray()
            : throw Refused(id, response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }

    private AvroSchema Parse(int id, byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.TryGetProperty("schemaType", out var type) && type.GetString() is { } name and not "AVRO")
            {
                throw Fault(id, $"the schema has the type {name}; Avro is supported");
            }

            if (root.TryGetProperty("references", out var references) && references.GetArrayLength() > 0)
            {
                throw Fault(id, "the schema refers to other subjects of the registry, which is not supported");
            }

            return AvroSchema.Parse(root.GetProperty("schema").GetString() ?? "");
        }
        catch (InvalidInputException invalid) when (invalid.Diagnostics[0].Code != Code)
        {
            throw Fault(id, $"the schema is invalid: {invalid.Diagnostics[0].Message}");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Fault(id, "the answer is not that of a schema registry, {\"schema\": \"...\"}");
        }
    }

    private InvalidInputException Refused(int id, HttpStatusCode status, string body)
    {
        var text = body.Length <= LongestError ? body : body[..LongestError];
        var reason = text.Trim().Length > 0 ? $": {text.Trim()}" : "";
        return Fault(id, FormattableString.Invariant($"it answers with status {(int)status}{reason}"));
    }

    private InvalidInputException Fault(int id, string reason) =>
        InvalidInputException.Of(
            Code,
            FormattableString.Invariant($"the schema registry {_address} gives no schema {id}: {reason}"),
            fix: "check the address in a browser, or give --schemas a folder, an .avsc file or an object container"
        );

    private static string PathOf(int id) => string.Create(CultureInfo.InvariantCulture, $"schemas/ids/{id}");
}
