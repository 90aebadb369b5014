using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace FunctionsMaaS.Page.Tests;

public sealed class ClassifyTests(Site site)
{
    private sealed record Stretch(int Start, string Text, double Value);

    [Fact]
    public Task A_correction_is_stored_with_the_text_the_right_label_and_the_model() => site.VisitAsync("/", async page =>
    {
        await page.ClassifyAsync();
        await page.GetByLabel("Not right?").SelectOptionAsync("rec.sport.hockey");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await page.GetByText("Thank you: sent as rec.sport.hockey.").WaitForAsync();

        var stored = Assert.Single(await site.Feedback.ReadFeedbackAsync(PublishedModels.News, cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new(Composer.Text, "rec.sport.hockey", KeyId: null), stored.Example);
    });

    [Fact]
    public Task A_text_gets_the_label_and_the_probabilities_of_the_API() => site.VisitAsync("/", async page =>
    {
        var said = await site.AskAsync(new() { ["text"] = Composer.Text });
        await page.ClassifyAsync();
        Assert.Equal(said.GetProperty("label").GetString(), await page.Locator(".label").InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "14 labels more" }).ClickAsync();
        Assert.Equal(
            said.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("label").GetString()),
            await page.Locator(".bars .name").AllInnerTextsAsync());
    });

    [Theory]
    [InlineData(Composer.Text)]
    [InlineData("Subject: Orbit\nFrom: anna@ksc.nasa.gov\n\n\ud83d\ude80 the shuttle's orbit, the orbit of the \ud83d\ude80 shuttle")]
    public Task Coloured_words_have_the_contributions_of_the_API_and_add_up_to_the_margin(string text) => site.VisitAsync("/", async page =>
    {
        var explanation = (await site.AskAsync(new() { ["text"] = text, ["explain"] = true })).GetProperty("explanation");
        await page.ClassifyAsync(text);
        await AssertColoursAsync(page, explanation, "contribution", text);
        Assert.Equal(explanation.GetProperty("margin").GetDouble(), explanation.GetProperty("bias").GetDouble() + (await StretchesAsync(page)).Sum(s => s.Value), 1e-3);
    });

    [Fact]
    public Task Words_can_be_coloured_by_what_sets_the_label_apart_from_the_runner_up() => site.VisitAsync("/", async page =>
    {
        var explanation = (await site.AskAsync(new() { ["text"] = Composer.Text, ["explain"] = true })).GetProperty("explanation");
        await page.ClassifyAsync();
        await page.GetByText($"rather than {explanation.GetProperty("runnerUp").GetString()}").ClickAsync();
        await AssertColoursAsync(page, explanation, "againstRunnerUp", Composer.Text);
    });

    [Fact]
    public Task The_list_of_words_says_the_same_as_the_colours() => site.VisitAsync("/", async page =>
    {
        var tokens = (await site.AskAsync(new() { ["text"] = Composer.Text, ["explain"] = true })).GetProperty("explanation").GetProperty("tokens").EnumerateArray();
        var expected = tokens.GroupBy(t => t.GetProperty("text").GetString()!.ToLowerInvariant(), t => t.GetProperty("contribution").GetDouble()).ToDictionary(g => g.Key, g => g.Sum());
        await page.ClassifyAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("words? more") }).ClickAsync();
        var rows = await page.Locator("tr[data-word]").EvaluateAllAsync<string[][]>("rows => rows.map(r => [r.dataset.word, r.querySelector('.n').dataset.value])");
        Assert.Equal(expected.Count, rows.Length);
        Assert.All(rows, row => Assert.Equal(expected[row[0]], double.Parse(row[1], CultureInfo.InvariantCulture), 1e-9));
        Assert.Equal(rows.Select(r => Math.Abs(double.Parse(r[1], CultureInfo.InvariantCulture))).OrderDescending(), rows.Select(r => Math.Abs(double.Parse(r[1], CultureInfo.InvariantCulture))));
    });

    [Fact]
    public Task For_and_against_differ_in_more_than_colour() => site.VisitAsync("/", async page =>
    {
        await page.ClassifyAsync();
        Task<string> LineAsync(string kind) => page.Locator($".text mark.{kind}").First.EvaluateAsync<string>("m => getComputedStyle(m).textDecorationStyle");
        Assert.Equal(("solid", "dashed"), (await LineAsync("for"), await LineAsync("against")));
    });

    [Fact]
    public Task Two_versions_answer_side_by_side() => site.VisitAsync("/", async page =>
    {
        await page.GetByLabel("Compare", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Compare with").SelectOptionAsync(new SelectOptionValue { Label = "newsgroups, version 2, complement-nb" });
        await page.ClassifyAsync();
        var results = page.Locator(".pair .result");
        Assert.Equal(2, await results.CountAsync());
        for (var version = 1; version <= 2; version++)
        {
            var said = await site.AskAsync(new() { ["text"] = Composer.Text, ["version"] = version });
            Assert.Equal($"newsgroups \u00b7 version {version}", await results.Nth(version - 1).Locator(".eyebrow a").InnerTextAsync());
            Assert.Equal(said.GetProperty("label").GetString(), await results.Nth(version - 1).Locator(".label").InnerTextAsync());
        }

        var boxes = await results.EvaluateAllAsync<double[]>("rs => rs.map(r => r.getBoundingClientRect().top)");
        Assert.Equal(boxes[0], boxes[1], 1.0);
        Assert.NotEqual("", await page.Locator(".verdict").InnerTextAsync());
    });

    [Fact]
    public Task A_long_text_comes_in_portions_and_stays_whole() => site.VisitAsync("/", async page =>
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(i => $"The shuttle {i} reached orbit. "));
        await page.ClassifyAsync(text);
        Assert.True((await page.Locator(".text").InnerTextAsync()).Length < 5_000);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Show more") }).ClickAsync();
        Assert.Equal(text, await page.Locator(".text").EvaluateAsync<string>("t => [...t.childNodes].filter(n => n.tagName !== 'BUTTON').map(n => n.textContent).join('')"));
    });

    [Theory]
    [InlineData("\u05d4\u05de\u05e2\u05d1\u05d5\u05e8\u05ea \u05d4\u05d2\u05d9\u05e2\u05d4 orbit", "rtl")]
    [InlineData("\u30b7\u30e3\u30c8\u30eb\u304c\u8ecc\u9053\u306b orbit", "ltr")]
    public Task Texts_run_in_their_own_direction(string text, string direction) => site.VisitAsync("/", async page =>
    {
        await page.ClassifyAsync(text);
        Assert.Equal(direction, await page.Locator(".text").EvaluateAsync<string>("t => getComputedStyle(t).direction"));
        Assert.Equal(text, (await page.Locator(".text").InnerTextAsync()).Trim());
    });

    [Fact]
    public Task A_text_is_never_taken_for_markup() => site.VisitAsync("/", async page =>
    {
        const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> the shuttle & orbit";
        await page.ClassifyAsync(Hostile);
        Assert.Equal(Hostile, (await page.Locator(".text").InnerTextAsync()).Trim());
        Assert.Equal(0, await page.Locator("main img, main script").CountAsync());
    });

    [Fact]
    public Task A_blank_text_is_not_sent() => site.VisitAsync("/", async page =>
    {
        await page.ClassifyAsync("  \n ");
        Assert.Equal("There is no text yet.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
    });

    [Fact]
    public Task A_typed_text_outlives_a_look_at_another_view() => site.VisitAsync("/", async page =>
    {
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("still here");
        await page.GetByRole(AriaRole.Link, new() { Name = "Models" }).ClickAsync();
        await page.Locator(".card").First.WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Classify" }).ClickAsync();
        Assert.Equal("still here", await page.GetByLabel("Text", new() { Exact = true }).InputValueAsync());
    });

    /// <summary>Each token's value is shared equally by those of its stretches that have a letter or digit, and the stretches make up the text.</summary>
    private static async Task AssertColoursAsync(IPage page, JsonElement explanation, string measure, string text)
    {
        var stretches = await StretchesAsync(page);
        Assert.NotEmpty(stretches);
        Assert.All(stretches, s => Assert.Equal(text.Substring(s.Start, s.Text.Length), s.Text));
        var expected = stretches.ToDictionary(s => s.Start, _ => 0.0);
        foreach (var token in explanation.GetProperty("tokens").EnumerateArray())
        {
            var (start, length) = (token.GetProperty("start").GetInt32(), token.GetProperty("length").GetInt32());
            var covered = stretches.Where(s => s.Start >= start && s.Start < start + length).ToList();
            var inked = covered.Where(s => s.Text.Any(char.IsLetterOrDigit)).ToList();
            var carrying = inked.Count > 0 ? inked : covered;
            foreach (var stretch in carrying)
                expected[stretch.Start] += token.GetProperty(measure).GetDouble() / carrying.Count;
        }

        Assert.All(stretches, s => Assert.Equal(expected[s.Start], s.Value, 1e-9));
        Assert.Contains(stretches, s => s.Value > 0);
    }

    private static async Task<List<Stretch>> StretchesAsync(IPage page)
    {
        var rows = await page.Locator(".text [data-start]").EvaluateAllAsync<string[][]>("all => all.map(s => [s.dataset.start, s.textContent, s.dataset.value])");
        return [.. rows.Select(r => new Stretch(int.Parse(r[0], CultureInfo.InvariantCulture), r[1], double.Parse(r[2], CultureInfo.InvariantCulture)))];
    }
}
