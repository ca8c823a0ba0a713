using System.ComponentModel;
using Microsoft.Playwright;

namespace StampSpec.Tests.Support;

/// <summary>
/// The machine's own Chromium, without a window, driven by Playwright, which downloads nothing. If either cannot run, tests that open a
/// page are skipped with the reason.
/// </summary>
public sealed class SystemBrowser : IAsyncLifetime, IDisposable
{
    private const float PatienceMilliseconds = 60_000;
    private static readonly ViewportSize Laptop = new() { Width = 1280, Height = 800 };
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] Arguments =
    [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly TemporaryFolder _home = new();
    private IPlaywright? _driver;
    private IBrowser? _browser;
    private string? _problem;

    public async Task InitializeAsync()
    {
        if (FindOnPath() is not { } executable)
        {
            _problem = $"none of {string.Join(", ", Names)} is on the PATH";
            return;
        }

        try
        {
            MakeDriverExecutable();
            _driver = await Playwright.CreateAsync();
            _browser = await _driver.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions
                {
                    ExecutablePath = executable,
                    ChromiumSandbox = false,
                    Args = Arguments,
                    Env = Variables(),
                }
            );
        }
        catch (Exception failure) when (failure is PlaywrightException or Win32Exception)
        {
            _problem = $"{executable} cannot be driven: {failure.Message.Split('\n')[0]}";
        }
    }

    private static void MakeDriverExecutable()
    {
        if (!OperatingSystem.IsWindows())
        {
            var drivers = Path.Combine(AppContext.BaseDirectory, ".playwright", "node");
            foreach (var driver in Directory.EnumerateFiles(drivers, "node", SearchOption.AllDirectories))
            {
                File.SetUnixFileMode(driver, File.GetUnixFileMode(driver) | UnixFileMode.UserExecute);
            }
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _driver?.Dispose();
        _home.Dispose();
    }

    /// <summary>Opens a file as a reader would, in a browser without stored data.</summary>
    internal async Task<OpenPage> OpenAsync(string file, BrowserNewContextOptions? options = null)
    {
        Skip.If(_browser is null, _problem ?? "");
        var context = await _browser.NewContextAsync(options ?? new BrowserNewContextOptions { ViewportSize = Laptop });
        context.SetDefaultTimeout(PatienceMilliseconds);
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    private static string? FindOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    // The browser's own files are not written to the user's home.
    private Dictionary<string, string> Variables()
    {
        var variables = Environment
            .GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");
        foreach (var name in new[] { "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME" })
        {
            variables[name] = _home.Path;
        }

        return variables;
    }
}

/// <summary>A page in the browser, with all its errors.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public OpenPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Problems.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Problems.Add(error);
        page.Dialog += (_, dialog) => Problems.Add($"a dialog opened: {dialog.Message}");
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, including every violation of the page's policy, exceptions and dialogs.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Addresses that the page requested, including data addresses.</summary>
    public List<string> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
    }
}
