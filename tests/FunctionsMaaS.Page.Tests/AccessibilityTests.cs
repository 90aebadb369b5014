using System.Text.Json;
using FunctionsMaaS.Testing;
using Microsoft.Playwright;
using Xunit;

namespace FunctionsMaaS.Page.Tests;

public sealed class AccessibilityTests(Site site)
{
    private static readonly Lazy<string> Axe = new(() => File.Exists(AxePath) ? File.ReadAllText(AxePath) : throw new InvalidOperationException("axe is missing. run: npm ci --prefix tests"));

    private static readonly string[] Views =
    [
        "/models", $"/models/{PublishedModels.News}", $"/models/{PublishedModels.News}/1", $"/models/{PublishedModels.Intents}/1", "/models/nobody", "/live", "/nowhere",
    ];

    public static TheoryData<Screen> Screens => [Screen.Desktop, Screen.Desktop.InTheDark(), Screen.Phone, Screen.Phone.InTheDark()];

    private static string AxePath => Repository.PathOf("tests", "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [MemberData(nameof(Screens))]
    public Task Axe_finds_nothing_serious_in_any_view_and_nothing_is_cut_off(Screen screen) => site.VisitAsync("/", async page =>
    {
        await LiveAnswer.GiveAsync(page, LiveAnswer.Of(TimeProvider.System.GetUtcNow()));
        await page.EvaluateAsync(Axe.Value);
        await CheckAsync(page, "empty");
        await page.ClassifyAsync();
        await CheckAsync(page, "result");
        await page.GetByLabel("Compare", new() { Exact = true }).CheckAsync();
        await page.ClassifyAsync();
        await CheckAsync(page, "comparison");
        await page.GetByRole(AriaRole.Button, new() { Name = "Key" }).ClickAsync();
        await CheckAsync(page, "key");
        await page.Keyboard.PressAsync("Escape");
        foreach (var view in Views)
        {
            await page.EvaluateAsync("view => { location.hash = view; }", view);
            await page.Locator("main > .view, main > .notice, main > .state.tall").First.WaitForAsync();
            await page.Locator("details summary").EvaluateAllAsync<int>("all => { all.forEach(s => s.click()); return all.length; }");
            await CheckAsync(page, view);
        }
    }, screen);

    [Theory]
    [MemberData(nameof(Screens))]
    public Task Axe_finds_nothing_serious_in_a_model_card_and_nothing_is_cut_off(Screen screen) => site.VisitAsync("/", async page =>
    {
        await page.GotoAsync($"{site.Address}/api/models/{PublishedModels.News}/versions/1/card?format=html");
        Assert.Equal("Model card: newsgroups:1", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        await page.EvaluateAsync(Axe.Value);
        await CheckAsync(page, "card");
    }, screen);

    [Fact]
    public Task Everything_on_the_way_to_an_answer_is_reached_by_the_keyboard() => site.VisitAsync("/", async page =>
    {
        await page.GetByLabel("Text", new() { Exact = true }).WaitForAsync();
        await TabToAsync(page, "Skip to the content");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Composer.Text);
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator(".result").WaitForAsync();
        await TabToAsync(page, "newsgroups \u00b7 version 1");
        await TabToAsync(page, "shuttle");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("shuttle", await page.Locator(".pointed").InnerTextAsync());
        await TabToAsync(page, "14 labels more");
        await page.Keyboard.PressAsync("Space");
        Assert.Equal(20, await page.Locator(".bars li").CountAsync());
    });

    [Fact]
    public Task The_focus_follows_into_the_view_that_was_opened() => site.VisitAsync("/", async page =>
    {
        await page.GetByLabel("Text", new() { Exact = true }).WaitForAsync();
        await TabToAsync(page, "Models");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".card").First.WaitForAsync();
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("Models \u00b7 FunctionsMaaS", await page.TitleAsync());
        await TabToAsync(page, PublishedModels.News);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = PublishedModels.News }).WaitForAsync();
    });

    [Fact]
    public Task A_chosen_theme_outlives_the_window_and_the_system_has_its_way_until_then() => site.VisitAsync("/", async page =>
    {
        Task<string> SchemeAsync() => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        var light = await SchemeAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var dark = await SchemeAsync();
        Assert.NotEqual(light, dark);
        await page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }).ClickAsync();
        Assert.Equal(light, await SchemeAsync());
        await page.ReloadAsync();
        Assert.Equal(light, await SchemeAsync());
    });

    private static async Task CheckAsync(IPage page, string view)
    {
        var found = await page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'] })");
        var serious = found.GetProperty("violations").EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v =>
            $"{view}: {v.GetProperty("help").GetString()}: {string.Join(", ", v.GetProperty("nodes").EnumerateArray().Take(3).Select(n => n.GetProperty("html").GetString()))}");
        Assert.Empty(serious);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{view} is wider than the window.");
    }

    /// <summary>Presses Tab until the element that has the focus says this.</summary>
    private static async Task TabToAsync(IPage page, string text)
    {
        const int Patience = 40;
        for (var i = 0; i < Patience; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if ((await page.EvaluateAsync<string>("document.activeElement.innerText ?? ''")).Trim() == text)
                return;
        }

        Assert.Fail($"'{text}' is not reached with {Patience} tabs.");
    }
}
