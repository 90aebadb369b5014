namespace FunctionsMaaS.Training;

/// <summary>The recipes there are, by name. Immutable and thread-safe.</summary>
public sealed class RecipeCatalog
{
    private readonly Dictionary<string, IRecipe> _recipes;

    /// <summary>Makes a catalogue.</summary>
    /// <param name="recipes">The recipes; no two of one name.</param>
    /// <exception cref="ArgumentException">Two recipes have the same name.</exception>
    public RecipeCatalog(IEnumerable<IRecipe> recipes)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        _recipes = recipes.ToDictionary(recipe => recipe.Name, StringComparer.Ordinal);
        Names = [.. _recipes.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Finds a recipe by its exact name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message quotes it and lists those there are.</exception>
    public IRecipe Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _recipes.TryGetValue(name, out var recipe)
            ? recipe
            : throw new ArgumentException($"'{Printable.Quote(name)}' is not a recipe: there are {string.Join(", ", Names)}.", nameof(name));
    }
}
