using Microsoft.Playwright;

namespace FunctionsMaaS.Page.Tests;

/// <summary>What a visitor looks at the page with.</summary>
public sealed record Screen(int Width, int Height, ColorScheme Colors)
{
    public static Screen Desktop { get; } = new(1280, 800, ColorScheme.Light);

    public static Screen Phone { get; } = new(390, 844, ColorScheme.Light);

    public Screen InTheDark() => this with { Colors = ColorScheme.Dark };
}
