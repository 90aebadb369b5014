using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace FunctionsMaaS.Page.Tests;

/// <summary>A window of a fresh profile, and what the browser complained about in it: violations of the policy, errors and warnings.</summary>
internal sealed class Window : IAsyncDisposable
{
    /// <summary>Chromium's note on an answer of 400 and above; what the page makes of those is what tests look at.</summary>
    private const string AnswerNote = "Failed to load resource";

    private const string ReportViolations =
        "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));";

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Window(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public static async Task<Window> OpenAsync(IBrowser browser, Screen screen)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Colors,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        await context.AddInitScriptAsync(ReportViolations);
        var window = new Window(context, await context.NewPageAsync());
        window.Page.PageError += (_, error) => window._complaints.Enqueue(error);
        window.Page.Console += (_, message) => window.Hear(message);
        return window;
    }

    public void AssertNoComplaints() => Assert.Empty(_complaints);

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void Hear(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning" && !message.Text.StartsWith(AnswerNote, StringComparison.Ordinal))
            _complaints.Enqueue(message.Text);
    }
}
