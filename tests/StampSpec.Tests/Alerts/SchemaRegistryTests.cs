using System.Net;
using System.Text;
using System.Text.Json;
using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary>Schemas from a Confluent schema registry, which is a small server in this process.</summary>
public sealed class SchemaRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpListener _server = new();
    private readonly string _address;
    private readonly List<string> _asked = [];
    private Action<HttpListenerResponse> _answer = _ => { };

    public SchemaRegistryTests()
    {
        // The listener cannot choose a free port itself.
        for (var port = 20_000 + (Environment.ProcessId % 20_000); ; port++)
        {
            _address = FormattableString.Invariant($"http://127.0.0.1:{port}");
            try
            {
                _server.Prefixes.Clear();
                _server.Prefixes.Add(_address + "/");
                _server.Start();
                break;
            }
            catch (HttpListenerException) { }
        }

        _ = Task.Run(Serve);
        File.WriteAllBytes(_folder["1.avro"], ConfluentMessages.Of(OwnPackets.LsstAlert));
        File.WriteAllBytes(_folder["2.avro"], ConfluentMessages.Of(OwnPackets.LsstAlert));
    }

    public void Dispose()
    {
        _server.Close();
        _folder.Dispose();
    }

    [Fact]
    public void A_schema_is_fetched_once_when_the_first_message_needs_it()
    {
        _answer = response => Write(response, JsonSerializer.Serialize(new { schema = LsstPacketWriter.SchemaJson }));
        var options = AlertReadingOptions.Default.WithSchemas(_address.Replace("//", "//user:pass%20word@", StringComparison.Ordinal));
        Assert.Equal([42L, 42L], AlertFiles.Read([_folder.Path], options).Select(r => r.Alert?.Candid));
        Assert.Equal(["/schemas/ids/1100 Basic " + Convert.ToBase64String("user:pass word"u8)], _asked);
    }

    [Fact]
    public void What_the_registry_does_not_give_is_said()
    {
        Assert.Equal(
            "it answers with status 404: {\"error_code\":40403}",
            Reason(response =>
            {
                response.StatusCode = 404;
                Write(response, "{\"error_code\":40403}");
            })
        );
        Assert.Equal("the answer is not that of a schema registry, {\"schema\": \"...\"}", Reason(response => Write(response, "<html>")));
        Assert.Equal(
            "the schema has the type PROTOBUF; Avro is supported",
            Reason(response => Write(response, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"\"}"))
        );
        Assert.Equal(
            "the schema refers to other subjects of the registry, which is not supported",
            Reason(response => Write(response, "{\"schema\":\"{}\",\"references\":[{\"name\":\"a\"}]}"))
        );
        Assert.StartsWith("the schema is invalid: ", Reason(response => Write(response, "{\"schema\":\"{}\"}")), StringComparison.Ordinal);
        Assert.StartsWith(
            "Cannot write more bytes",
            Reason(response => Write(response, new string(' ', 20 << 20))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_registry_that_is_not_there_is_named_once_for_all_messages()
    {
        _server.Close();
        var result = CommandLine.Run("cut", "as-shipped", _folder.Path, "--schemas", _address, "--out", _folder["out"]);
        Assert.StartsWith(
            $"{_folder["1.avro"]}: error wire.registry: the schema registry {_address}/ gives no schema 1100: Connection refused",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "this is the first of 2 such messages; check the address in a browser, or give --schemas",
            result.Error,
            StringComparison.Ordinal
        );
    }

    private string Reason(Action<HttpListenerResponse> answer)
    {
        _answer = answer;
        var options = AlertReadingOptions.Default.WithSchemas(_address);
        var problem = AlertFiles.Read([_folder["1.avro"]], options).Single().Problem!;
        var start = $"the schema registry {_address}/ gives no schema 1100: ";
        Assert.Equal("wire.registry", problem.Code);
        Assert.StartsWith(start, problem.Message, StringComparison.Ordinal);
        return problem.Message[start.Length..];
    }

    private static void Write(HttpListenerResponse response, string text)
    {
        try
        {
            response.OutputStream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (HttpListenerException) { } // The client has left.
    }

    private void Serve()
    {
        while (_server.IsListening)
        {
            try
            {
                var context = _server.GetContext();
                _asked.Add($"{context.Request.RawUrl} {context.Request.Headers["Authorization"]}".TrimEnd());
                _answer(context.Response);
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException) { }
        }
    }
}
