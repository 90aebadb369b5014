using Microsoft.Playwright;
using Xunit;

namespace FunctionsMaaS.Page.Tests;

/// <summary>Answers of the service that no test can wish for are given in its place; what the browser sent is what it sends the service.</summary>
public sealed class FailureTests(Site site)
{
    private const string Classify = "**/api/classify";
    private const string Feedback = "**/api/feedback";

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public Task A_service_that_takes_no_corrections_is_said_to_take_none(int status) => site.VisitAsync("/", async page =>
    {
        await page.RouteAsync(Feedback, route => FailAsync(route, status));
        await page.ClassifyAsync();
        await page.GetByLabel("Not right?").SelectOptionAsync("rec.sport.hockey");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await page.GetByText("This service does not take corrections.").WaitForAsync();
    });

    [Fact]
    public Task A_key_is_asked_for_sent_along_and_kept_in_this_tab_only() => site.VisitAsync("/", async page =>
    {
        await page.RouteAsync(Classify, route => route.Request.Headers.GetValueOrDefault("x-functions-key") == "key of a visitor" ? route.ContinueAsync() : FailAsync(route, 401));
        await page.ClassifyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter a key" }).ClickAsync();
        await page.GetByLabel("Key", new() { Exact = true }).And(page.Locator("input")).FillAsync("key of a visitor");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Key in use" }).WaitForAsync();
        await page.ClassifyAsync();

        Assert.Equal("sci.space", await page.Locator(".label").InnerTextAsync());
        Assert.Equal(["key of a visitor"], await page.EvaluateAsync<string[]>("Object.values(sessionStorage)"));
        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie + Object.values(localStorage).join()"));
    });

    [Fact]
    public Task A_busy_service_is_quoted_and_can_be_asked_again() => site.VisitAsync("/", async page =>
    {
        await page.RouteAsync(Classify, route => FailAsync(route, 429), new() { Times = 1 });
        await page.ClassifyAsync();
        Assert.Contains("what is wrong", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("wait 7 s", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.Locator(".result").WaitForAsync();
    });

    [Fact]
    public Task A_service_that_is_down_is_told_from_one_that_refuses() => site.VisitAsync("/", async page =>
    {
        await page.RouteAsync(Classify, route => route.AbortAsync());
        await page.ClassifyAsync();
        Assert.Contains("The service cannot be reached", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_closed_catalogue_leaves_the_default_model_to_ask() => site.VisitAsync("/", async page =>
    {
        await page.RouteAsync("**/api/models", route => FailAsync(route, 403));
        await page.ReloadAsync();
        await page.ClassifyAsync();
        Assert.Equal("sci.space", await page.Locator(".label").InnerTextAsync());
        Assert.Equal(0, await page.GetByLabel("Model").CountAsync());
    });

    [Fact]
    public Task A_model_that_cannot_be_explained_still_answers() => site.VisitAsync("/", async page =>
    {
        const string Answer = """{"model":"m","version":1,"label":"a","score":0.7,"scores":[{"label":"a","score":0.7},{"label":"b","score":0.3}],"explanation":{"available":false,"reason":"its scores are not sums"}}""";
        await page.RouteAsync(Classify, route => route.FulfillAsync(new() { ContentType = "application/json", Body = Answer }));
        await page.ClassifyAsync();
        await page.GetByText("its scores are not sums").WaitForAsync();
    });

    [Theory]
    [InlineData("/models/nobody", "There is no such model")]
    [InlineData("/models/newsgroups/99", "There is no such model")]
    [InlineData("/nowhere", "There is no such view")]
    [InlineData("/models/%E0%A4%A", "The request is not valid")]
    public Task An_address_without_anything_behind_it_says_so(string view, string said) => site.VisitAsync(view, page => page.GetByText(said).First.WaitForAsync());

    private static Task FailAsync(IRoute route, int status) => route.FulfillAsync(new()
    {
        Status = status,
        ContentType = "application/problem+json",
        Headers = new Dictionary<string, string> { ["retry-after"] = "7" },
        Body = $$"""{"type":"urn:functionsmaas:problem:test","title":"A title","status":{{status}},"detail":"what is wrong"}""",
    });
}
