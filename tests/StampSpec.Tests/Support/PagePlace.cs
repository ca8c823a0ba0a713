using Microsoft.Playwright;

namespace StampSpec.Tests.Support;

/// <summary>
/// The positions of elements of an open page, once they are stable: figures are laid out only when they come near the window.
/// </summary>
internal static class PagePlace
{
    private const int Attempts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>An element's place in the window, scrolled into view.</summary>
    public static async Task<LocatorBoundingBoxResult> BoxOfAsync(ILocator element)
    {
        var before = await CentredAsync(element);
        for (var i = 0; i < Attempts; i++)
        {
            var now = await CentredAsync(element);
            if ((now.X, now.Y) == (before.X, before.Y))
            {
                return now;
            }

            before = now;
        }

        throw new InvalidOperationException("the element does not come to rest");
    }

    /// <summary>The middle of an element in the window.</summary>
    public static async Task<(float X, float Y)> MiddleOfAsync(ILocator element)
    {
        var box = await BoxOfAsync(element);
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    /// <summary>Moves the pointer to an element and clicks it.</summary>
    public static async Task ClickAsync(ILocator element)
    {
        var (x, y) = await MiddleOfAsync(element);
        await element.Page.Mouse.MoveAsync(x - 1, y);
        await element.Page.Mouse.ClickAsync(x, y);
    }

    /// <summary>A property of an element's computed style.</summary>
    public static Task<string> StyleAsync(ILocator element, string property) =>
        element.EvaluateAsync<string>("(e, property) => getComputedStyle(e)[property]", property);

    /// <summary>Waits until an element is wholly in the window.</summary>
    public static async Task ExpectInsideWindowAsync(ILocator element)
    {
        for (var i = 0; i < Attempts; i++)
        {
            if (
                await element.EvaluateAsync<bool>(
                    "e => { const [b, w] = [e.getBoundingClientRect(), document.documentElement.clientWidth];"
                        + " return b.left >= 0 && b.top >= 0 && b.right <= w && b.bottom <= innerHeight; }"
                )
            )
            {
                return;
            }

            await Task.Delay(Pause);
        }

        Assert.Fail("a part of the element is outside the window");
    }

    private static async Task<LocatorBoundingBoxResult> CentredAsync(ILocator element)
    {
        await element.EvaluateAsync("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })");
        return await element.BoundingBoxAsync() ?? throw new InvalidOperationException("the element is not shown");
    }
}
