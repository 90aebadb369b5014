namespace FunctionsMaaS.OpenApi;

/// <summary>Writes the document: <c>dotnet run --project src/FunctionsMaaS.OpenApi -- src/FunctionsMaaS.Http/OpenApi/openapi.json</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var file])
        {
            Console.Error.WriteLine("Usage: dotnet run --project src/FunctionsMaaS.OpenApi -- src/FunctionsMaaS.Http/OpenApi/openapi.json");
            return 2;
        }

        File.WriteAllText(file, ApiDocument.Write());
        return 0;
    }
}
