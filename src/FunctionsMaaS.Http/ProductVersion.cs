namespace FunctionsMaaS.Http;

/// <summary>The version of this build, as <c>1.2.3</c>.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);
}
