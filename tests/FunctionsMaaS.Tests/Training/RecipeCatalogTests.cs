using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

public sealed class RecipeCatalogTests
{
    [Fact]
    public void Holds_the_recipes_that_were_registered()
    {
        using var services = new ServiceCollection().AddTraining().BuildServiceProvider();
        var catalog = services.GetRequiredService<RecipeCatalog>();
        Assert.Equal(["complement-nb", "naive-bayes", "nb-sdca", "sdca"], catalog.Names);
        Assert.Equal(catalog.Names, catalog.Names.Select(name => catalog.Get(name).Name));
    }

    [Fact]
    public void Registering_twice_changes_nothing()
    {
        using var services = new ServiceCollection().AddTraining().AddTraining().BuildServiceProvider();
        Assert.Equal(4, services.GetServices<IRecipe>().Count());
        Assert.Equal(["compact-linear", "mlnet-zip"], services.GetServices<IModelFormat>().Select(f => f.Name));
    }

    [Theory]
    [InlineData("SDCA")]
    [InlineData("")]
    [InlineData("random-forest")]
    public void An_unknown_name_is_quoted_beside_the_known_ones(string name)
    {
        var catalog = new RecipeCatalog([new SdcaRecipe(), new NaiveBayesRecipe()]);
        var e = Assert.Throws<ArgumentException>(() => catalog.Get(name));
        Assert.Contains($"'{name}' is not a recipe: there are naive-bayes, sdca.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_recipes_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new RecipeCatalog([new SdcaRecipe(), new SdcaRecipe()]));
}
