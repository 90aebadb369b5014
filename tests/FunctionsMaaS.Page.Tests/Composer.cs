using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace FunctionsMaaS.Page.Tests;

/// <summary>What a visitor does where texts are classified.</summary>
internal static class Composer
{
    public const string Text = "The shuttle reached orbit after a flawless launch, and the crew missed the playoff game.";

    public static async Task ClassifyAsync(this IPage page, string text = Text)
    {
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Classify" }).ClickAsync();
        await page.Locator(".results:not([aria-busy]) .result, .results:not([aria-busy]) .notice").First.WaitForAsync();
    }

    /// <summary>What the API says of a text, asked without the page.</summary>
    public static async Task<JsonElement> AskAsync(this Site site, JsonObject request)
    {
        using var content = new StringContent(request.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await site.Api.PostAsync("/api/classify", content);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement;
    }
}
