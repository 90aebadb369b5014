using System.Globalization;
using FunctionsMaaS.Packaging;
using Microsoft.Playwright;
using Xunit;

namespace FunctionsMaaS.Page.Tests;

public sealed class CatalogueTests(Site site)
{
    [Fact]
    public Task Every_model_has_a_card_with_its_aliases_and_figures() => site.VisitAsync("/models", async page =>
    {
        var accuracy = (await ManifestAsync(PublishedModels.News, 1)).Metrics["accuracy"];
        var card = page.Locator(".card").Filter(new() { HasText = PublishedModels.News });
        await card.WaitForAsync();
        Assert.Equal(2, await page.Locator(".card").CountAsync());
        var text = await card.InnerTextAsync();
        Assert.Contains((100 * accuracy).ToString("0.0", CultureInfo.InvariantCulture) + "%", text, StringComparison.Ordinal);
        Assert.Contains("champion \u2192 1", text, StringComparison.Ordinal);
        Assert.Contains("20 labels", text, StringComparison.Ordinal);
        Assert.Contains("Accuracy over 2 versions", await card.GetByRole(AriaRole.Img).GetAttributeAsync("aria-label") ?? "", StringComparison.Ordinal);
    });

    [Fact]
    public Task A_model_shows_the_history_of_its_versions() => site.VisitAsync($"/models/{PublishedModels.News}", async page =>
    {
        var rows = page.GetByRole(AriaRole.Region, new() { Name = "Versions" }).Locator("tbody tr");
        await rows.First.WaitForAsync();
        Assert.Equal(["2", "1"], await rows.Locator("th").AllInnerTextsAsync());
        Assert.Contains("challenger", await rows.First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Accuracy:", await page.GetByRole(AriaRole.Img).GetAttributeAsync("aria-label") ?? "", StringComparison.Ordinal);
        await page.GetByText("As a table").ClickAsync();
        Assert.Equal(["version 2", "version 1"], await page.Locator(".chart tbody th").AllInnerTextsAsync());
    });

    [Fact]
    public Task A_version_shows_the_figures_of_its_manifest_by_label() => site.VisitAsync($"/models/{PublishedModels.News}/1", async page =>
    {
        var manifest = await ManifestAsync(PublishedModels.News, 1);
        var rows = page.Locator(".by-label tbody tr");
        await rows.First.WaitForAsync();
        var cells = await rows.EvaluateAllAsync<string[][]>("rows => rows.map(r => [...r.children].map(c => c.textContent))");
        Assert.Equal(manifest.Labels, cells.Select(c => c[0]));
        Assert.All(cells.Index(), c => Assert.Equal(Figures(manifest.Evaluation!.Confusion, c.Index), c.Item[1..]));
    });

    [Fact]
    public Task A_version_links_to_its_model_card() => site.VisitAsync($"/models/{PublishedModels.News}/1", async page =>
    {
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Model card" });
        await link.WaitForAsync();
        using var answer = await site.Api.GetAsync(await link.GetAttributeAsync("href"), TestContext.Current.CancellationToken);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Model card: newsgroups:1", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(PublishedModels.News)]
    [InlineData(PublishedModels.Intents)]
    public Task The_confusion_matrix_is_that_of_the_manifest_as_a_picture_in_words_and_as_a_table(string name) => site.VisitAsync($"/models/{name}/1", async page =>
    {
        var manifest = await ManifestAsync(name, 1);
        var confusion = manifest.Evaluation!.Confusion;
        var mixedUp = confusion.Index().SelectMany(row => row.Item.Index().Where(c => c.Index != row.Index && c.Item > 0).Select(c => (row.Index, c.Index, c.Item))).ToList();
        Assert.NotEmpty(mixedUp);
        var picture = page.Locator(".matrix svg");
        await picture.WaitForAsync();
        Assert.Equal(mixedUp.Count, await picture.Locator(".miss").CountAsync());
        var right = confusion.Index().Sum(row => row.Item[row.Index]);
        Assert.StartsWith($"Confusion matrix: {right} of {confusion.Sum(row => row.Sum())} texts are right.", await picture.GetAttributeAsync("aria-label"), StringComparison.Ordinal);

        await page.GetByText("As a table").ClickAsync();
        var rows = await page.Locator(".confusion tbody tr").EvaluateAllAsync<string[][]>("rows => rows.map(r => [...r.children].map(c => c.textContent))");
        Assert.Equal(
            mixedUp.Select(m => $"{manifest.Labels[m.Item1]}|{manifest.Labels[m.Item2]}|{m.Item3}").Order(StringComparer.Ordinal),
            rows.Select(r => string.Join('|', r[..3])).Order(StringComparer.Ordinal));
    });

    [Fact]
    public Task Pointing_at_a_cell_reads_it() => site.VisitAsync($"/models/{PublishedModels.News}/1", async page =>
    {
        var manifest = await ManifestAsync(PublishedModels.News, 1);
        var picture = page.Locator(".matrix svg");
        await picture.ScrollIntoViewIfNeededAsync();
        var box = (await picture.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (2.5f * box.Width / manifest.Labels.Count), box.Y + (2.5f * box.Height / manifest.Labels.Count));
        var row = manifest.Evaluation!.Confusion[2];
        Assert.Equal($"{row[2]} of {row.Sum()} of {manifest.Labels[2]} were recognised", await page.Locator(".readout").InnerTextAsync());
    });

    [Fact]
    public Task All_labels_of_a_model_of_many_are_shown() => site.VisitAsync($"/models/{PublishedModels.Intents}/1", async page =>
    {
        await page.Locator(".by-label").WaitForAsync();
        Assert.Equal(PublishedModels.ManyLabels, await page.Locator(".by-label tbody tr").CountAsync());
    });

    private Task<ModelManifest> ManifestAsync(string name, int version) => site.Registry.GetManifestAsync(name, version, TestContext.Current.CancellationToken);

    /// <summary>Precision, recall, F1 and support, straight from their definitions.</summary>
    private static IEnumerable<string> Figures(IReadOnlyList<IReadOnlyList<int>> confusion, int label)
    {
        double right = confusion[label][label], support = confusion[label].Sum(), predicted = confusion.Sum(row => row[label]);
        var (precision, recall) = (predicted == 0 ? 0 : right / predicted, support == 0 ? 0 : right / support);
        double[] rates = [precision, recall, precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)];
        return [.. rates.Select(r => r.ToString("0.000", CultureInfo.InvariantCulture)), support.ToString(CultureInfo.InvariantCulture)];
    }
}
