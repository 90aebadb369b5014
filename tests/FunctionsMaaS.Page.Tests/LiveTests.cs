using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace FunctionsMaaS.Page.Tests;

public sealed class LiveTests(Site site)
{
    [Fact]
    public Task Traffic_latency_label_mix_and_drift_are_charted_with_words_and_tables() => site.VisitAsync("/", async page =>
    {
        await OpenAsync(page);
        var charts = page.Locator(".charts");
        Assert.Equal(["Traffic", "Latency", "Labels", "Drift"], await charts.Locator("h3").AllInnerTextsAsync());
        Assert.Equal(LiveAnswer.RequestsByMinute.Count, await charts.Locator("rect.column.first").CountAsync());
        Assert.Equal(
            "Requests: 18 at last, between 7 and 41. Errors: 1 at last, between 0 and 4.",
            await charts.GetByRole(AriaRole.Img).First.GetAttributeAsync("aria-label"));
        await charts.GetByText("As a table").First.ClickAsync();
        Assert.Equal(
            LiveAnswer.RequestsByMinute.Reverse().Select(r => $"{r}"),
            await charts.Locator("figure").First.Locator("tbody td:nth-child(2)").AllInnerTextsAsync());
        Assert.Equal(["sci.space", "sci.med"], await charts.Locator(".bars .name").AllInnerTextsAsync());
    });

    [Fact]
    public Task Levels_are_said_in_words() => site.VisitAsync("/", async page =>
    {
        await OpenAsync(page);
        await page.GetByText("Drift: moderate").WaitForAsync();
        await page.GetByText("Age: fresh").WaitForAsync();
        await page.GetByText("Unknown words: 31.0%").WaitForAsync();
    });

    [Fact]
    public Task A_model_that_nobody_asked_yet_has_empty_charts() => site.VisitAsync("/", async page =>
    {
        var answer = LiveAnswer.Of(TimeProvider.System.GetUtcNow());
        answer["series"]!.AsArray().Clear();
        answer["labels"]!.AsArray().Clear();
        answer["latency"]!["stages"]!.AsObject().Clear();
        await LiveAnswer.GiveAsync(page, answer);
        await page.GetByRole(AriaRole.Link, new() { Name = "Live" }).ClickAsync();
        await page.Locator(".charts").WaitForAsync();
        Assert.Equal(4, await page.GetByText("Nothing yet.").CountAsync());
    });

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public Task A_service_without_live_figures_says_so(int status) => site.VisitAsync("/", async page =>
    {
        await page.RouteAsync(LiveAnswer.Route, route => route.FulfillAsync(new() { Status = status, ContentType = "application/problem+json", Body = """{"title":"No","detail":"not here"}""" }));
        await page.GetByRole(AriaRole.Link, new() { Name = "Live" }).ClickAsync();
        await page.GetByText("No live figures here").WaitForAsync();
    });

    [Fact]
    public Task Nothing_moves_while_it_is_paused() => site.VisitAsync("/", async page =>
    {
        await OpenAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).WaitForAsync();
        var asked = 0;
        await page.RouteAsync(LiveAnswer.Route, route =>
        {
            asked++;
            return route.AbortAsync();
        });
        await page.Clock.RunForAsync(60_000);
        Assert.Equal(0, asked);
    });

    [Fact]
    public Task What_a_model_was_asked_is_counted_by_the_service_and_shown() => site.VisitAsync("/", async page =>
    {
        await page.ClassifyAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Live" }).ClickAsync();
        var charts = page.Locator(".charts");
        await charts.WaitForAsync();
        await charts.GetByText("As a table").First.ClickAsync();
        var asked = await charts.Locator("figure").First.Locator("tbody td:nth-child(2)").AllInnerTextsAsync();
        Assert.Contains(asked, requests => int.Parse(requests, CultureInfo.InvariantCulture) > 0);
        Assert.Contains("sci.space", await charts.Locator(".bars .name").AllInnerTextsAsync());
    });

    private static async Task OpenAsync(IPage page)
    {
        await page.Clock.InstallAsync();
        await LiveAnswer.GiveAsync(page, LiveAnswer.Of(TimeProvider.System.GetUtcNow()));
        await page.GetByRole(AriaRole.Link, new() { Name = "Live" }).ClickAsync();
        await page.Locator(".charts").WaitForAsync();
    }
}
